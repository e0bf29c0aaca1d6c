import { type Outcome, outcomeOf } from '../../grounding/outcome.ts';
import type { DraftStatement } from '../../grounding/verify.ts';
import type { SourceMovement, Sources } from '../../sources/sources.ts';
import type { Draft } from '../engine.ts';
import { standingOf } from './phase.ts';
import { STANDING_WORDS } from './standing-words.ts';
import { plainClause } from './tell.ts';
import { day } from './words.ts';

/** An appeal that was granted in part. */
const PARTLY = new Set([238, 241, 12253]);
const RELIEF = new Set([332, 339, 785, 792, 889, 892, 347, 348]);
const MOST_REASONS = 5;

/** Whom what was decided so far favours, with the decisions that show it and what may still change it. */
export function weighOutcome(sources: Sources): Draft {
  const outcome = outcomeOf(sources.movements);
  return {
    statements: [
      ...reasons(sources.movements, outcome),
      ...unsettled(outcome),
      ...whatMayChange(sources, outcome),
    ],
    verdict: outcome.lean,
  };
}

/** What the verdict rests on comes first; provisional measures have the room that it leaves. */
function reasons(movements: readonly SourceMovement[], { shownBy }: Outcome): DraftStatement[] {
  const decisive = shownBy.slice(-MOST_REASONS);
  const room = MOST_REASONS - decisive.length;
  const relief = movements.filter((m) => RELIEF.has(m.code) && !shownBy.includes(m));
  const told = new Set([...decisive, ...(room > 0 ? relief.slice(-room) : [])]);
  return movements
    .filter((m) => told.has(m))
    .map((m) => ({ section: 'reason', text: `Em ${day(m.date)}, ${plainClause(m)}.`, sources: [m.ref] }));
}

function unsettled({ unsettledBy }: Outcome): DraftStatement[] {
  if (!unsettledBy) return [];
  const text = `A decisão anterior mudou${PARTLY.has(unsettledBy.code) ? ' em parte' : ''}, e os movimentos não dizem de quem era o recurso: por eles não se sabe em favor de quem ela está agora.`;
  return [{ section: 'reason', text, sources: [unsettledBy.ref] }];
}

function whatMayChange(sources: Sources, { lean, unsettledBy }: Outcome): DraftStatement[] {
  const { phase, since } = standingOf(sources);
  if (!since) return [];
  const words = STANDING_WORDS[phase];
  const text =
    lean === 'undecided' && !unsettledBy
      ? `${words.stands.client} Os movimentos não mostram decisão de mérito que ainda valha.`
      : `${words.stands.client} ${words.next.client}`;
  return [{ section: 'reason', text, sources: [since.ref] }];
}
