/** Longer than any provider repeats itself, and no longer than what was told is remembered: what is older may be a recorded one. */
const OLDEST_MS = 8 * 24 * 3_600_000;
/** A provider's clock and ours may differ; what is farther ahead is no time. */
const AHEAD_MS = 24 * 3_600_000;

/**
 * When a provider says that something happened, as ISO 8601. What is a little ahead of our clock is now. Undefined when nothing can have
 * happened then, or too long ago to be told now.
 * @param seconds Unix time
 */
export function instantOf(seconds: number, now: number = Date.now()): string | undefined {
  const at = seconds * 1_000;
  if (!Number.isFinite(at) || at < now - OLDEST_MS || at > now + AHEAD_MS) return undefined;
  return new Date(Math.min(at, now)).toISOString();
}
