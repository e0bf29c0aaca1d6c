import { complementKey, wallClock } from '../../contracts/movement-identity.ts';
import type { Corrected } from './changes.ts';
import type { KnownEntry } from './history.ts';
import type { Appeared } from './match.ts';

export interface Pair {
  entry: KnownEntry;
  appeared: Appeared;
  what: Corrected['what'];
}

const DAY = 86_400_000;
/** A court seldom mends a date by more than a month; farther apart, two movements are two movements. */
const REDATE_WINDOW = 30 * DAY;
/** Past the last movement known, a like movement is more likely a new one: only a slip of hours is taken for a correction. */
const REDATE_WINDOW_PAST_LAST = DAY;
/** How many candidates on each side of a movement's date are weighed. */
const NEIGHBOURS = 8;

/**
 * Pairs movements that vanished with movements that appeared in the same answer: one movement that the court corrected.
 * Each is used once, by the first rule that fits:
 *
 *  1. same code, same instant: its complements changed;
 *  2. same code, same complements, dated at most 30 days apart and not after the last movement known: re-dated;
 *  3. same code, same calendar day, not after the last known: date and complements changed;
 *  4. same instant to the second (midnight says nothing): reclassified under another code;
 *  5. same code, same complements, now dated after the last known, at most a day apart: re-dated.
 *
 * In 2 and 5 the nearest go together, unless as many vanished as appeared: then they pair in order, as when a court moves
 * all of its times by three hours.
 */
export function pairCorrections(
  vanished: readonly KnownEntry[],
  appeared: readonly Appeared[],
  lastKnown: string,
): Pair[] {
  if (vanished.length === 0 || appeared.length === 0) return [];
  const left = { entries: new Set(vanished), appeared: new Set(appeared) };
  const pairs: Pair[] = [];

  function take(entry: KnownEntry, one: Appeared, what: Corrected['what']): void {
    if (!left.entries.delete(entry) || !left.appeared.delete(one)) return;
    pairs.push({ entry, appeared: one, what });
  }

  /** Pairs within groups of equal keys, both sides in history order. */
  function pass(
    what: Corrected['what'],
    keys: { entry: (e: KnownEntry) => string | null; appeared: (a: Appeared) => string | null },
    window: number,
  ): void {
    const candidates = Map.groupBy(left.appeared, keys.appeared);
    for (const [key, entries] of Map.groupBy(left.entries, keys.entry)) {
      const others = key === null ? undefined : candidates.get(key);
      if (!others) continue;
      for (const [entry, one] of matchByTime(entries, others, window)) take(entry, one, what);
    }
  }

  const notAfterLast = (key: string, a: Appeared) => (a.movement.occurredAt <= lastKnown ? key : null);
  const sameKind = (a: Appeared) => `${a.movement.code}|${complementKey(a.movement.complements)}`;
  const sameKindEntry = (e: KnownEntry) => `${e.code}|${e.complements ?? ''}`;

  pass(
    'complements',
    {
      entry: (e) => `${e.code}|${wallClock(e.at)}`,
      appeared: (a) => `${a.movement.code}|${wallClock(a.movement.occurredAt)}`,
    },
    0,
  );
  pass('date', { entry: sameKindEntry, appeared: (a) => notAfterLast(sameKind(a), a) }, REDATE_WINDOW);
  pass(
    'date_and_complements',
    {
      entry: (e) => `${e.code}|${e.at.slice(0, 10)}`,
      appeared: (a) => notAfterLast(`${a.movement.code}|${a.movement.occurredAt.slice(0, 10)}`, a),
    },
    DAY,
  );
  pass('code', { entry: (e) => exactInstant(e.at), appeared: (a) => exactInstant(a.movement.occurredAt) }, 0);
  pass('date', { entry: sameKindEntry, appeared: sameKind }, REDATE_WINDOW_PAST_LAST);
  return pairs;
}

function exactInstant(at: string): string | null {
  const wall = wallClock(at);
  return wall.endsWith('T00:00:00') ? null : wall;
}

/** Both sides in history order. Only the nearest few of a movement are weighed, so that a list of thousands costs no more. */
function matchByTime(
  entries: readonly KnownEntry[],
  others: readonly Appeared[],
  window: number,
): [KnownEntry, Appeared][] {
  const left = entries.map((entry) => ({ item: entry, time: Date.parse(entry.at) }));
  const right = others.map((one) => ({ item: one, time: Date.parse(one.movement.occurredAt) }));
  const near: { a: number; b: number; apart: number }[] = [];
  let inOrder = left.length === right.length;
  let after = 0;
  for (const [a, { time }] of left.entries()) {
    const opposite = right[a];
    if (!opposite || Math.abs(opposite.time - time) > window) inOrder = false;
    while (after < right.length && (right[after]?.time ?? 0) < time) after++;
    for (let b = Math.max(0, after - NEIGHBOURS); b < after + NEIGHBOURS; b++) {
      const apart = Math.abs((right[b]?.time ?? Number.POSITIVE_INFINITY) - time);
      if (apart <= window) near.push({ a, b, apart });
    }
  }
  const chosen = inOrder ? left.map((_, i) => ({ a: i, b: i })) : nearest(near);
  return chosen.flatMap(({ a, b }): [KnownEntry, Appeared][] => {
    const [entry, one] = [left[a]?.item, right[b]?.item];
    return entry && one ? [[entry, one]] : [];
  });
}

function nearest(near: { a: number; b: number; apart: number }[]): { a: number; b: number }[] {
  const usedLeft = new Set<number>();
  const usedRight = new Set<number>();
  const byDistance = near.sort((x, y) => x.apart - y.apart || x.a - y.a || x.b - y.b);
  return byDistance.filter(({ a, b }) => {
    if (usedLeft.has(a) || usedRight.has(b)) return false;
    usedLeft.add(a);
    usedRight.add(b);
    return true;
  });
}
