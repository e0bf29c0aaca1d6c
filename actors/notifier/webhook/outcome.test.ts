import { describe, expect, test } from 'bun:test';
import fc from 'fast-check';
import { type AttemptResult, decide, retryAfterMs, STANDARD_RETRIES, STANDARD_SCHEDULE } from './outcome.ts';

const now = new Date('2026-11-23T12:00:00.400Z');
const HOUR = 3_600_000;
const reply = (status: number, headers: Record<string, string> = {}): AttemptResult => ({ status, headers });
const waitOf = (result: AttemptResult, attempt = 1, random = 0) => {
  const decision = decide(result, attempt, now, random);
  return decision.outcome === 'retry' ? decision.at.getTime() - now.getTime() : decision.outcome;
};

test('the schedule is the one of the specification', () => {
  expect(STANDARD_SCHEDULE.map((ms) => ms / 1000)).toEqual([
    0, 5, 300, 1800, 7200, 18000, 36000, 50400, 72000, 86400,
  ]);
});

test.each([200, 201, 202, 204, 299])('%d is delivered', (status) => {
  expect(decide(reply(status), 1, now, 0)).toEqual({
    outcome: 'delivered',
    throttleUntil: null,
    disable: null,
  });
});

test.each([301, 302, 307, 308, 400, 401, 404, 409, 500, 501, 503, 599])(
  '%d is retried, and throttles nothing',
  (status) => {
    expect(decide(reply(status), 1, now, 0)).toEqual({
      outcome: 'retry',
      at: new Date(now.getTime() + 5000),
      counts: true,
      throttleUntil: null,
      disable: null,
    });
  },
);

test.each(['refused-address', 'dns', 'connect', 'tls', 'timeout', 'reset', 'protocol'] as const)(
  '%s is retried',
  (error) => {
    expect(waitOf({ error })).toBe(5000);
  },
);

test.each(['invalid-url', 'refused-host'] as const)(
  '%s fails at once: the next attempt would be the same',
  (error) => {
    expect(decide({ error }, 1, now, 0)).toMatchObject({
      outcome: 'failed',
      reason: 'bad-url',
      disable: null,
    });
  },
);

test('an attempt that we interrupted is no attempt, not even after the last', () => {
  expect(decide({ error: 'aborted' }, 10, now, 0.9)).toMatchObject({
    outcome: 'retry',
    at: now,
    counts: false,
  });
});

test('each failure takes the next step, and the tenth is the last', () => {
  const waits = Array.from({ length: 10 }, (_, i) => waitOf(reply(500), i + 1));
  expect(waits).toEqual([...STANDARD_SCHEDULE.slice(1), 'failed']);
  expect(decide(reply(500), 10, now, 0)).toMatchObject({ outcome: 'failed', reason: 'exhausted' });
});

describe('the receiver decides', () => {
  test('410 disables the endpoint', () => {
    expect(decide(reply(410), 1, now, 0)).toMatchObject({
      outcome: 'failed',
      reason: 'endpoint-disabled',
      disable: 'gone',
    });
  });
  test('webhook-delivery: disable disables it, and a delivered message stays delivered', () => {
    const headers = { 'webhook-delivery': ' Disable ' };
    expect(decide(reply(500, headers), 1, now, 0)).toMatchObject({ outcome: 'failed', disable: 'asked' });
    expect(decide(reply(200, headers), 1, now, 0)).toMatchObject({ outcome: 'delivered', disable: 'asked' });
  });
  test('webhook-delivery: abort-message ends this message only', () => {
    const headers = { 'webhook-delivery': 'abort-message' };
    expect(decide(reply(422, headers), 1, now, 0)).toMatchObject({
      outcome: 'failed',
      reason: 'aborted-by-receiver',
      disable: null,
    });
    expect(decide(reply(200, headers), 1, now, 0)).toMatchObject({ outcome: 'delivered', disable: null });
  });
  test('other words mean nothing', () => {
    expect(decide(reply(500, { 'webhook-delivery': 'disabled, please' }), 1, now, 0).outcome).toBe('retry');
  });
});

describe('Retry-After', () => {
  const date = (ms: number) => new Date(now.getTime() + ms).toUTCString();
  test.each([
    ['120', 120_000],
    [' 0 ', 0],
    ['99999999999', 24 * HOUR],
    ['-5', null],
    ['1.5', null],
    ['1e3', null],
    ['soon', null],
    ['', null],
    [undefined, null],
    [date(-HOUR), 0],
    ['Mon, 23 Nov 2026 12:01:00 GMT', 59_600],
    ['Monday, 23-Nov-26 12:01:00 GMT', 59_600],
    [date(99 * HOUR), 24 * HOUR],
  ])('%p is %p ms', (value, expected) => {
    expect(retryAfterMs(value, now, 24 * HOUR)).toBe(expected);
  });
  test('lengthens the wait on any failure, and never shortens it', () => {
    for (const status of [429, 503, 500, 404, 302]) {
      expect(waitOf(reply(status, { 'retry-after': '120' }))).toBe(120_000);
      expect(waitOf(reply(status, { 'retry-after': '1' }))).toBe(5000);
    }
  });
});

describe('throttling', () => {
  const until = (status: number, attempt = 1, headers = {}) => {
    const at = decide(reply(status, headers), attempt, now, 0).throttleUntil;
    return at && at.getTime() - now.getTime();
  };
  test.each([429, 502, 504])(
    '%d slows the whole endpoint down, for a minute at most unless it asks',
    (status) => {
      expect(until(status)).toBe(5000);
      expect(until(status, 5)).toBe(60_000);
      expect(until(status, 10)).toBe(60_000);
      expect(until(status, 1, { 'retry-after': '600' })).toBe(600_000);
    },
  );
  test('503 does when it asks', () => {
    expect(until(503)).toBeNull();
    expect(until(503, 1, { 'retry-after': '600' })).toBe(600_000);
  });
  test('the others do not', () => expect(until(500, 1, { 'retry-after': '600' })).toBeNull());
});

test('whatever comes back, a retry is never earlier than the schedule nor later than the cap and jitter allow', () => {
  const results = fc.oneof(
    fc.record({
      status: fc.integer({ min: 100, max: 599 }),
      headers: fc.record(
        { 'retry-after': fc.string(), 'webhook-delivery': fc.string() },
        { requiredKeys: [] },
      ),
    }),
    fc.record({
      status: fc.constantFrom(429, 500, 503),
      headers: fc.record({ 'retry-after': fc.nat().map(String) }),
    }),
  );
  const random = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
  fc.assert(
    fc.property(results, fc.integer({ min: 1, max: 12 }), random, (result, attempt, dice) => {
      const decision = decide(result as AttemptResult, attempt, now, dice);
      if (attempt >= 10) expect(decision.outcome).not.toBe('retry');
      if (decision.outcome !== 'retry') return;
      const wait = decision.at.getTime() - now.getTime();
      expect(wait).toBeGreaterThanOrEqual(STANDARD_SCHEDULE[attempt] ?? 0);
      expect(wait).toBeLessThanOrEqual(STANDARD_RETRIES.maxRetryAfterMs * 1.2);
    }),
  );
});
