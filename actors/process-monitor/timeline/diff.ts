import type { CourtDocument, CourtMovement } from '../../contracts/court-document.ts';
import { compareMovements } from '../../contracts/movement-identity.ts';
import type { Change } from './changes.ts';
import { evolve } from './evolve.ts';
import { entryOf } from './fingerprint.ts';
import type { InstanceHistory, KnownEntry } from './history.ts';
import { type Appeared, type Match, matchMovements } from './match.ts';
import { pairCorrections } from './pair-corrections.ts';
import { isRecent, isRewrite } from './rewrite.ts';

/** What the diff needs of a court's answer. */
export type Answer = Pick<CourtDocument, 'movements' | 'movementsComplete' | 'sourceUpdatedAt'>;

export interface DiffContext {
  /** When the answer was received, ISO 8601. */
  observedAt: string;
  /** Makes the id of a movement first seen. */
  newId?: () => string;
  /**
   * For an instance that turns up in a case already watched (an appeal): when the watching began, ISO 8601. What its first
   * list dates after that is news. Without it a first list is silent whole.
   */
  watchedSince?: string;
}

export interface Diff {
  /**
   * `baseline`: first list, silent. `rewritten`: the court redid its record, see isRewrite. `no_list`: absent or empty list,
   * which proves nothing. `stale`: an older state of the court's record, with nothing after the last movement known.
   */
  outcome: 'baseline' | 'unchanged' | 'changed' | 'rewritten' | 'no_list' | 'stale';
  changes: Change[];
  /** The same object as given when nothing at all changed. */
  history: InstanceHistory;
}

/**
 * What a court's answer changes in the history of one instance. Pure; the order of the answer's list, a repeated answer and
 * changes of names, units or ids make no difference.
 *
 *  - First list: everything `detected` as `backfill`, silent.
 *  - In the answer and unknown: `corrected` when it pairs with one that vanished (pairCorrections); else `detected`, `late`
 *    when dated before the last movement known, `new` otherwise.
 *  - Known and not in the answer: `withdrawn`, unless entries of the answer could not be read.
 *  - Withdrawn and in the answer again: `restored`.
 *  - A rewrite (isRewrite): the same changes, but silent, and old additions are `backfill`. Never silent is what is added
 *    or corrected to a date after the last one known, and what is added with a date of the last 30 days.
 */
export function diff(known: InstanceHistory, answer: Answer, context: DiffContext): Diff {
  if (!answer.movements || answer.movements.length === 0) {
    return { outcome: 'no_list', changes: [], history: known };
  }
  const incoming = inOrder(answer.movements);
  const asOf = latest(known.asOf, earliest(answer.sourceUpdatedAt, context.observedAt));
  if (known.entries.length === 0) return baseline(known, incoming, context, asOf);

  const match = matchMovements(known.entries, incoming);
  const vanished = answer.movementsComplete ? match.vanished : [];
  if (match.appeared.length + vanished.length + match.returned.length === 0) {
    return { outcome: 'unchanged', changes: [], history: evolve(known, [], asOf) };
  }
  const lastKnown = lastDate(known.entries, context.observedAt);
  if (isStale(known, answer) && match.appeared.every((a) => a.movement.occurredAt <= lastKnown)) {
    return { outcome: 'stale', changes: [], history: known };
  }
  const rewrite = isRewrite({
    vanished: vanished.length,
    returned: match.returned.length,
    late: match.appeared.filter((a) => a.movement.occurredAt < lastKnown).length,
    standing: match.standing,
    incoming: incoming.length,
  });
  const changes = changesOf(match, vanished, { lastKnown, rewrite, context });
  return { outcome: rewrite ? 'rewritten' : 'changed', changes, history: evolve(known, changes, asOf) };
}

function baseline(
  known: InstanceHistory,
  incoming: readonly CourtMovement[],
  { newId, watchedSince }: DiffContext,
  asOf: string | null,
): Diff {
  const match = matchMovements([], incoming);
  const since = watchedSince ? Date.parse(watchedSince) : Number.POSITIVE_INFINITY;
  const changes = match.appeared.map(({ movement, identity }): Change => {
    const news = Date.parse(movement.occurredAt) > since;
    const entry = entryOf(movement, identity, match.nextTwin(identity), newId?.());
    return { type: 'detected', origin: news ? 'new' : 'backfill', silent: !news, entry, movement };
  });
  return { outcome: 'baseline', changes, history: evolve(known, changes, asOf) };
}

function changesOf(
  match: Match,
  vanished: readonly KnownEntry[],
  { lastKnown, rewrite, context }: { lastKnown: string; rewrite: boolean; context: DiffContext },
): Change[] {
  const quiet = (at: string) => rewrite && at <= lastKnown;
  const pairs = pairCorrections(vanished, match.appeared, lastKnown);
  const pairedEntries = new Set(pairs.map((p) => p.entry));
  const paired = new Set<Appeared>(pairs.map((p) => p.appeared));

  const withdrawn = vanished
    .filter((entry) => !pairedEntries.has(entry))
    .map((entry): Change => ({ type: 'withdrawn', silent: rewrite, entry: { ...entry, gone: true } }));
  const restored = match.returned.map(({ entry: { gone: _, ...entry }, movement }): Change => {
    return { type: 'restored', silent: rewrite, entry, movement };
  });
  const corrected = pairs.map(({ entry: before, appeared: { movement, identity }, what }): Change => {
    const entry = entryOf(movement, identity, match.nextTwin(identity), before.id);
    return { type: 'corrected', what, silent: quiet(entry.at), before, entry, movement };
  });
  const detected = match.appeared
    .filter((one) => !paired.has(one))
    .map(({ movement, identity }): Change => {
      const entry = entryOf(movement, identity, match.nextTwin(identity), context.newId?.());
      const silent = quiet(entry.at) && !isRecent(entry.at, context.observedAt);
      const origin = silent ? 'backfill' : entry.at < lastKnown ? 'late' : 'new';
      return { type: 'detected', origin, silent, entry, movement };
    });
  return [...withdrawn, ...corrected, ...restored, ...detected];
}

/** Lists from the parser are in order already; sorting costs only when one is not. */
function inOrder(movements: readonly CourtMovement[]): readonly CourtMovement[] {
  for (let i = 1; i < movements.length; i++) {
    const [a, b] = [movements[i - 1], movements[i]];
    if (a && b && compareMovements(a, b) > 0) return [...movements].sort(compareMovements);
  }
  return movements;
}

/** The last date ever told. A slip into the future (2062 for 2026) must not make all that follows late. */
function lastDate(entries: readonly KnownEntry[], observedAt: string): string {
  const now = Date.parse(observedAt);
  const last = entries.findLast((entry) => Date.parse(entry.at) <= now);
  return last?.at ?? '';
}

function isStale(known: InstanceHistory, answer: Answer): boolean {
  return known.asOf !== null && answer.sourceUpdatedAt !== null && answer.sourceUpdatedAt < known.asOf;
}

function latest(a: string | null, b: string | null): string | null {
  if (a === null || b === null) return a ?? b;
  return a > b ? a : b;
}

/** A court's clock may run ahead; what it says of the future must not make later answers look old. */
function earliest(updatedAt: string | null, observedAt: string): string | null {
  if (updatedAt === null) return null;
  return Date.parse(updatedAt) > Date.parse(observedAt) ? new Date(observedAt).toISOString() : updatedAt;
}
