import { formatCnjNumber } from '../../contracts/cnj-number.ts';
import type { Block } from '../document.ts';
import type { CaseFacts } from '../snapshot/snapshot.ts';
import { courtStatusName } from '../words/labels.ts';
import { day, moment } from '../words/times.ts';

/** What identifies a case, without what is not known of it. */
export function caseFactsBlock(found: CaseFacts): Block {
  const facts: [string, string | null][] = [
    ['Número', formatCnjNumber(found.number)],
    ['Identificação', found.label],
    ['Tribunal', found.tribunal],
    ['Classe', found.className],
    ['Assuntos', found.subjects.join('; ') || null],
    ['Órgão julgador', found.unitName],
    ['Ajuizamento', found.filedAt && day(new Date(found.filedAt))],
    ['Situação', situation(found)],
    ['Etiquetas', found.tags.join(', ') || null],
    ['Acompanhado desde', moment(new Date(found.watchedSince))],
  ];
  return { is: 'facts', facts: facts.filter((fact): fact is [string, string] => fact[1] !== null) };
}

export function situation(found: CaseFacts): string {
  if (found.courtStatus !== 'found') return courtStatusName(found.courtStatus);
  const sealed = found.secrecy > 0 ? ' (segredo de justiça)' : '';
  return `${found.closed ? 'Baixado em todas as instâncias' : 'Em andamento'}${sealed}`;
}

/** For the sections of a template. */
export function caseVariables(found: CaseFacts): Record<string, unknown> {
  return {
    number: formatCnjNumber(found.number),
    label: found.label ?? '',
    tribunal: found.tribunal ?? '',
    className: found.className ?? '',
    unit: found.unitName ?? '',
    tags: found.tags,
    situation: situation(found),
  };
}
