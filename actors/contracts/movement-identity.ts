import type { CourtMovement, MovementComplement } from './court-document.ts';

/**
 * The complements of a movement as part of its identity: `3:36,18:38`, sorted, without names, which change with the
 * court's pipeline. Empty when there are none.
 */
export function complementKey(complements: readonly MovementComplement[]): string {
  if (complements.length === 0) return '';
  const [only] = complements;
  if (complements.length === 1 && only) return `${only.code}:${only.value}`;
  return complements
    .map((c) => `${c.code}:${c.value}`)
    .sort()
    .join(',');
}

/** The court's wall clock of an `occurredAt`, without its offset: what identity rests on, whatever the tz database says. */
export function wallClock(occurredAt: string): string {
  return occurredAt.slice(0, -6);
}

/**
 * The order of a history: wall clock, then code, then complements. One pipeline lists a case forwards, another backwards,
 * a third in two blocks; ordering equal instants by content gives all three the same history.
 */
export function compareMovements(a: CourtMovement, b: CourtMovement): number {
  return (
    compareText(a.occurredAt, b.occurredAt) ||
    a.code - b.code ||
    compareText(complementKey(a.complements), complementKey(b.complements)) ||
    compareText(a.name, b.name) ||
    compareText(a.unit?.name ?? '', b.unit?.name ?? '')
  );
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
