import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Asks until the answer is truthy, and returns that answer. What the probe throws counts as "not yet".
 * @throws Error naming `what` and the last answer or error when `withinMs` (default 15,000) have passed.
 */
export async function waitFor<T>(
  what: string,
  probe: () => T | Promise<T>,
  options: { withinMs?: number; everyMs?: number } = {},
): Promise<NonNullable<T>> {
  const { withinMs = 15_000, everyMs = 10 } = options;
  const deadline = Date.now() + withinMs;
  let last: unknown;
  for (;;) {
    try {
      const answer = await probe();
      if (answer) return answer;
      last = answer;
    } catch (error) {
      last = error;
    }
    if (Date.now() >= deadline) {
      throw new Error(`waited ${withinMs} ms in vain for: ${what}; last: ${Bun.inspect(last)}`);
    }
    await sleep(everyMs);
  }
}
