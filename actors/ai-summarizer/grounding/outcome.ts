import type { SourceMovement } from '../sources/sources.ts';

export type Lean = 'favours-claimant' | 'favours-defendant' | 'divided' | 'undecided' | 'settled';

/**
 * Whom what ends a case at a grau favours, by TPU code: a judgment on the merits (CPC, art. 487, a renunciation among them), one
 * that leaves who asked with nothing (art. 485), a settlement.
 */
const JUDGED: Readonly<Record<number, Lean>> = {
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
  // Who renounces the right itself cannot ask again; who desists (463) can.
  455: 'favours-defendant',
  463: 'settled',
  466: 'settled',
  377: 'settled',
  14099: 'settled',
};

type Appeal = 'kept' | 'changed' | 'partly' | 'annulled';

/** What an appeal does to what was decided before. */
const APPEAL: Readonly<Record<number, Appeal>> = {
  235: 'kept',
  236: 'kept',
  239: 'kept',
  242: 'kept',
  901: 'kept',
  12252: 'kept',
  237: 'changed',
  240: 'changed',
  972: 'changed',
  238: 'partly',
  241: 'partly',
  12253: 'partly',
  11373: 'annulled',
  12254: 'annulled',
};

/** Whom what was decided favours, the movements that show it, and the appeal after which nobody can tell. */
export interface Outcome {
  lean: Lean;
  shownBy: SourceMovement[];
  unsettledBy: SourceMovement | null;
}

/**
 * Whom the decisions among some movements favour, oldest first, by their codes alone:
 *
 *   judgment, settlement ──▶ what it says, whatever was decided before
 *   appeal dismissed ──▶ as before
 *   appeal granted, or in part ──▶ undecided: who appealed, and for what, is not in the data. Who had won may have asked for more
 *   appeal granted in part where each had won a part ──▶ divided, as before
 *   judgment annulled ──▶ undecided
 */
export function outcomeOf(movements: readonly SourceMovement[]): Outcome {
  const outcome: Outcome = { lean: 'undecided', shownBy: [], unsettledBy: null };
  for (const movement of movements) {
    const judged = JUDGED[movement.code];
    const appeal = APPEAL[movement.code];
    if (judged) {
      outcome.lean = judged;
      outcome.unsettledBy = null;
      outcome.shownBy.push(movement);
    } else if (appeal && outcome.lean !== 'undecided') {
      outcome.lean = afterAppeal(outcome.lean, appeal);
      outcome.unsettledBy = isOpen(outcome.lean, appeal) ? movement : null;
      outcome.shownBy.push(movement);
    }
  }
  return outcome;
}

function afterAppeal(lean: Lean, appeal: Appeal): Lean {
  if (appeal === 'kept') return lean;
  return appeal === 'partly' && lean === 'divided' ? 'divided' : 'undecided';
}

/** Whether nobody can tell since that appeal whom the decisions favour; of an annulled one it is plain that nothing is left. */
function isOpen(lean: Lean, appeal: Appeal): boolean {
  return lean === 'undecided' && appeal !== 'annulled';
}

/**
 * Why a verdict is not accepted, in Portuguese; empty when it is: the codes of the case say the same, and so do the codes of what
 * its own proved sentences cite.
 */
export function outcomeDoubts(
  verdict: string | null,
  all: readonly SourceMovement[],
  cited: readonly SourceMovement[],
): string[] {
  const { lean, shownBy } = outcomeOf(all);
  if (verdict !== lean)
    return [`o veredito ${verdict} não é o que os códigos dos movimentos mostram (${lean})`];
  const own = outcomeOf(all.filter((movement) => cited.includes(movement)));
  if (own.lean === verdict && (shownBy.length === 0) === (own.shownBy.length === 0)) return [];
  const refs = shownBy.map(({ ref }) => ref).join(', ');
  return [`o veredito ${verdict} não é o que mostram os movimentos citados nas frases (decidem ${refs})`];
}
