import type { Audience } from '../../../contracts/ai-answer.ts';
import type { DraftStatement } from '../../grounding/verify.ts';
import type { SourceMovement } from '../../sources/sources.ts';
import { hearingWords } from './hearing.ts';
import type { Highlight } from './highlights.ts';
import { PLAIN } from './plain-phrases.ts';
import { SERVICE_WORDS, serviceState } from './service.ts';
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
      ? `${when}, houve registro de avisos oficiais (intimações).`
      : `${when}: intimação ou comunicação eletrônica.`;
  if (kind === 'publication') return `${when}, houve registro de publicação no diário oficial.`;
  const [first] = movements;
  if (!first) return '';
  return audience === 'client'
    ? `${when}, ${plainClause(first)}.`
    : `${when} (${first.grau}): ${technical(movements)}.`;
}

/** The clause for a client: what happened, and where when it was not where the case began. */
export function plainClause(movement: SourceMovement): string {
  const clause = movement.withheld ? WITHHELD : (PLAIN[movement.code] ?? described(movement));
  const where = isFirstGrau(movement) ? '' : inGrau(movement.grau);
  return where ? `${where}, ${clause}` : clause;
}

/** Its code may be as false as its text: neither is told. */
const WITHHELD = 'foi registrado um andamento cujo texto foi retirado';

function described(movement: SourceMovement): string {
  if (movement.group === 'service') return SERVICE_WORDS[serviceState(movement)];
  if (movement.group === 'hearing') return hearingWords(movement.description);
  return `foi registrado o andamento “${lowerFirst(movement.description || movement.name)}”`;
}

function technical(movements: readonly SourceMovement[]): string {
  return list([...new Set(movements.map((m) => lowerFirst(m.description || m.name)))]);
}

/** `Em 05/03/2024`; `Em 05/03/2024 e 10/03/2024`; `Entre 05/03/2024 e 10/05/2025`. */
export function daysOf(movements: readonly SourceMovement[]): string {
  const days = [...new Set(movements.map((m) => m.date))];
  if (days.length <= DAYS) return `Em ${list(days.map(day))}`;
  return `Entre ${day(days[0] ?? '')} e ${day(days.at(-1) ?? '')}`;
}
