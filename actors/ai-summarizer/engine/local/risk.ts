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

/** Whom what was decided so far favours, with the decisions that show it and what may still change it. */
export function weighOutcome(sources: Sources): Draft {
  const outcome = outcomeOf(sources.movements);
  const shown = sources.movements.filter((m) => outcome.shownBy.includes(m) || RELIEF.has(m.code));
  return {
    statements: [...reasons(shown), ...unsettled(outcome), ...whatMayChange(sources, outcome)],
    verdict: outcome.lean,
  };
}

function reasons(movements: readonly SourceMovement[]): DraftStatement[] {
  return movements
    .slice(-5)
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
