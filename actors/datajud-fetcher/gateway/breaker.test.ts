import { afterEach, describe, expect, setSystemTime, test } from 'bun:test';
import fc from 'fast-check';
import { DOCUMENT_LIMITS, grow, STATUS_LIMITS, shrink } from './batch-size.ts';
import { openBreaker, SlowFailure } from './breaker.ts';

describe('the breaker', () => {
  afterEach(() => void setSystemTime());
  const wait = { first: 1_000, max: 4_000 };
  const through = (saved: unknown) => openBreaker(JSON.parse(JSON.stringify(saved ?? null)), wait);
  const fail = async (saved: unknown) => {
    const breaker = through(saved);
    await breaker.run(() => Promise.reject(new SlowFailure())).catch(() => {});
    return breaker;
  };

  test('opens after three slow failures in a row, ever longer, and closes with an answer', async () => {
    let now = new Date('2026-11-23T12:00:00Z').getTime();
    setSystemTime(now);
    let saved: unknown = null;
    const states: string[] = [];
    const waits: (number | undefined)[] = [];
    for (let i = 0; i < 6; i++) {
      const breaker = await fail(saved);
      saved = breaker.save();
      states.push(breaker.state);
      const until = breaker.blockedUntil(new Date(now))?.getTime();
      waits.push(until && until - now);
      now = until ?? now;
      setSystemTime(now);
      expect(through(saved).blockedUntil(new Date(now))).toBeUndefined();
    }
    expect(states).toEqual(['closed', 'closed', 'open', 'open', 'open', 'open']);
    expect(waits).toEqual([undefined, undefined, 1_000, 2_000, 4_000, 4_000]);
    const breaker = through(saved);
    expect(await breaker.run(async () => 'answer')).toBe('answer');
    expect(breaker.state).toBe('closed');
    // Forgotten whole: it takes three again, and waits as at first.
    saved = (await fail((await fail(breaker.save())).save())).save();
    expect(through(saved).blockedUntil(new Date(now))).toBeUndefined();
    const again = await fail(saved);
    expect(again.blockedUntil(new Date(now))?.getTime()).toBe(now + 1_000);
  });

  test('an answer between failures resets the count; other errors do not count', async () => {
    let saved: unknown = null;
    for (let i = 0; i < 8; i++) {
      const breaker = await fail(saved);
      expect(breaker.state).toBe('closed');
      if (i % 2 === 1) await breaker.run(async () => {});
      saved = breaker.save();
      const other = through(saved);
      await other.run(() => Promise.reject(new Error('aborted'))).catch(() => {});
      expect(JSON.stringify(other.save())).toBe(JSON.stringify(saved));
    }
  });
});

describe('batch sizes', () => {
  test('halve, and grow again only by full batches', () => {
    let size = shrink({ current: 500, good: 5 }, STATUS_LIMITS);
    expect(size).toEqual({ current: 250, good: 0 });
    for (let i = 0; i < 20; i++) size = grow(size, 249, STATUS_LIMITS);
    expect(size.current).toBe(250);
    for (let i = 0; i < 8; i++) size = grow(size, 250, STATUS_LIMITS);
    expect(size).toEqual({ current: 313, good: 0 });
  });
  test('stay within their limits', () => {
    fc.assert(
      fc.property(fc.array(fc.boolean(), { maxLength: 300 }), (turns) => {
        let size = { current: DOCUMENT_LIMITS.first, good: 0 };
        for (const good of turns)
          size = good ? grow(size, size.current, DOCUMENT_LIMITS) : shrink(size, DOCUMENT_LIMITS);
        expect(size.current).toBeGreaterThanOrEqual(DOCUMENT_LIMITS.min);
        expect(size.current).toBeLessThanOrEqual(DOCUMENT_LIMITS.max);
      }),
    );
  });
});
