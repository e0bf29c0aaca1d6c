import type { Audience } from '../../../contracts/ai-answer.ts';
import type { DraftStatement } from '../../grounding/verify.ts';
import type { SourceMovement } from '../../sources/sources.ts';
import type { Highlight } from './highlights.ts';
import { PLAIN } from './plain-phrases.ts';
import { day, inGrau, isFirstGrau, list, lowerFirst } from './words.ts';

/** Days that one sentence names; the first and the last stand for more. */
const DAYS = 3;

/** A highlight as a sentence with its movements. */
export function tell(highlight: Highlight, audience: Audience): DraftStatement {
  const { movements } = highlight;
  return { section: 'happened', text: sentence(highlight, audience), sources: movements.map((m) => m.ref) };
}

function sentence({ kind, movements }: Highlight, audience: Audience): string {
  const when = daysOf(movements);
  if (kind === 'notice')
    return audience === 'client'
      ? `${when}, saíram avisos oficiais às partes (intimações).`
      : `${when}: intimação ou comunicação eletrônica.`;
  if (kind === 'publication') return `${when}, houve publicação no diário oficial.`;
  if (kind === 'service') return serviceOf(movements, when, audience);
  const [first] = movements;
  if (!first) return '';
  return audience === 'client'
    ? `${when}, ${plainClause(first)}.`
    : `${when} (${first.grau}): ${technical(movements)}.`;
}

/** The clause for a client: what happened, and where when it was not where the case began. */
export function plainClause(movement: SourceMovement): string {
  const clause = PLAIN[movement.code] ?? described(movement);
  const where = isFirstGrau(movement) ? '' : inGrau(movement.grau);
  return where ? `${where}, ${clause}` : clause;
}

function described({ group, description }: SourceMovement): string {
  const text = lowerFirst(description);
  if (group === 'hearing' || group === 'session') return `houve ${text}`;
  return `foi registrado: ${text}`;
}

function technical(movements: readonly SourceMovement[]): string {
  return list([...new Set(movements.map((m) => lowerFirst(m.description || m.name)))]);
}

function serviceOf(movements: readonly SourceMovement[], when: string, audience: Audience): string {
  if (audience === 'lawyer') return `${when}: ${technical(movements)}.`;
  const done = movements.some((m) => /confirmada|realizada|comparecimento/i.test(m.description));
  return done
    ? `${when}, a outra parte foi avisada da ação (citação).`
    : `${when}, saiu o aviso da ação para a outra parte (citação).`;
}

/** `Em 05/03/2024`; `Em 05/03/2024 e 10/03/2024`; `Entre 05/03/2024 e 10/05/2025`. */
export function daysOf(movements: readonly SourceMovement[]): string {
  const days = [...new Set(movements.map((m) => m.date))];
  if (days.length <= DAYS) return `Em ${list(days.map(day))}`;
  return `Entre ${day(days[0] ?? '')} e ${day(days.at(-1) ?? '')}`;
}
