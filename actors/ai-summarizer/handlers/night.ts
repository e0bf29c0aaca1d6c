/** Three in the morning in Brasília, which has had no summer time since 2019. */
const HOUR_UTC = 6;

/** The next night after a moment. */
export function nextNight(after: Date): Date {
  const night = new Date(Date.UTC(after.getUTCFullYear(), after.getUTCMonth(), after.getUTCDate(), HOUR_UTC));
  if (night <= after) night.setUTCDate(night.getUTCDate() + 1);
  return night;
}

/** How long to wait before a batch is looked at again: a minute at first, a quarter of an hour at the most. */
export function collectAgainMs(tries: number, firstMs: number): number {
  return Math.min(15 * firstMs, firstMs * 2 ** tries);
}
