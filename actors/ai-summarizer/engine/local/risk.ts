import type { DraftStatement } from '../../grounding/verify.ts';
import type { SourceMovement, Sources } from '../../sources/sources.ts';
import type { Draft } from '../engine.ts';
import { standingOf } from './phase.ts';
import { STANDING_WORDS } from './standing-words.ts';
import { plainClause } from './tell.ts';
import { day } from './words.ts';

type Lean = 'favours-claimant' | 'favours-defendant' | 'divided' | 'undecided' | 'settled';

/** Whom a judgment on the merits favours, by TPU code. */
const MERITS: Readonly<Record<number, Lean>> = {
  219: 'favours-claimant',
  220: 'favours-defendant',
  221: 'divided',
  442: 'favours-claimant',
  443: 'favours-claimant',
  446: 'favours-defendant',
  447: 'favours-defendant',
  450: 'divided',
  451: 'divided',
  454: 'favours-defendant',
  458: 'favours-defendant',
  471: 'favours-defendant',
  455: 'settled',
  463: 'settled',
  466: 'settled',
  377: 'settled',
  14099: 'settled',
};
/** What an appeal does to what was decided before: who appealed is not in the data, so a change only unsettles it. */
const APPEAL: Readonly<Record<number, 'kept' | 'changed' | 'partly' | 'annulled'>> = {
  235: 'kept',
  236: 'kept',
  239: 'kept',
  242: 'kept',
  901: 'kept',
  237: 'changed',
  240: 'changed',
  972: 'changed',
  238: 'partly',
  241: 'partly',
  11373: 'annulled',
};
const RELIEF = new Set([332, 339, 785, 792, 889, 892, 347, 348]);

/** Whom what was decided so far favours, with the decisions that show it and what may still change it. */
export function weighOutcome(sources: Sources): Draft {
  let lean: Lean = 'undecided';
  const shown: SourceMovement[] = [];
  for (const movement of sources.movements) {
    const merits = MERITS[movement.code];
    const appeal = APPEAL[movement.code];
    if (merits) {
      lean = merits;
      shown.push(movement);
    } else if (appeal && lean !== 'undecided') {
      lean = afterAppeal(lean, appeal);
      shown.push(movement);
    } else if (RELIEF.has(movement.code)) shown.push(movement);
  }
  return { statements: [...reasons(shown), ...whatMayChange(sources, lean)], verdict: lean };
}

function afterAppeal(lean: Lean, appeal: 'kept' | 'changed' | 'partly' | 'annulled'): Lean {
  if (appeal === 'kept' || lean === 'settled') return lean;
  if (appeal === 'annulled') return 'undecided';
  if (appeal === 'partly' || lean === 'divided') return 'divided';
  // The side that had lost has appealed, as far as one can tell: the one that won has no interest in it.
  return lean === 'favours-claimant' ? 'favours-defendant' : 'favours-claimant';
}

function reasons(movements: readonly SourceMovement[]): DraftStatement[] {
  return movements
    .slice(-5)
    .map((m) => ({ section: 'reason', text: `Em ${day(m.date)}, ${plainClause(m)}.`, sources: [m.ref] }));
}

function whatMayChange(sources: Sources, lean: Lean): DraftStatement[] {
  const { phase, since } = standingOf(sources);
  if (!since) return [];
  const words = STANDING_WORDS[phase];
  const text =
    lean === 'undecided'
      ? `${words.stands.client} Os movimentos não mostram decisão de mérito que ainda valha.`
      : `${words.stands.client} ${words.next.client}`;
  return [{ section: 'reason', text, sources: [since.ref] }];
}
