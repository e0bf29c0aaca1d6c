/** Fewer changes than this are told one by one, however short the list. */
const FEWEST = 8;
/** The part of the list that must be touched. */
const SHARE = 0.3;
/** What is added with a date this near is told even in a rewrite: it may carry a deadline that nobody has seen. */
const RECENT_MS = 30 * 86_400_000;

/**
 * Whether the court rewrote its record rather than acted on the case: a switch of its pipeline re-dates movements or drops
 * their complements, a migration adds years of history, a broken load cuts a list and mends it later. So it is when at least
 * 8 movements, and 30 % of the longer list, vanished; or as many came back or were added before the last one known.
 */
export function isRewrite(touched: {
  vanished: number;
  returned: number;
  late: number;
  standing: number;
  incoming: number;
}): boolean {
  const most = Math.max(touched.vanished, touched.returned + touched.late);
  return most >= FEWEST && most >= SHARE * Math.max(touched.standing, touched.incoming);
}

/** Whether a movement is dated within the 30 days before the answer. */
export function isRecent(at: string, observedAt: string): boolean {
  return Date.parse(at) >= Date.parse(observedAt) - RECENT_MS;
}
