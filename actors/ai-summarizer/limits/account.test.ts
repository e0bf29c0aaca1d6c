import { expect, test } from 'bun:test';
import fc from 'fast-check';
import type { StoredLimits } from '../../../db/ai/provider-limits.ts';
import { bucketOf, CLOSED_MS, enter, FAILURES, leave, type Outcome, tell } from './account.ts';

const LIMITS = { concurrency: 3, requestsPerMinute: 20, leaseMs: 60_000 };
const MODEL = 'm';

/** An account whose clock a test sets. */
function account(limits = LIMITS) {
  let stored: StoredLimits | undefined;
  let now = 1_000_000;
  let calls = 0;
  const keep = <T>({ next, answer }: { next: StoredLimits | undefined; answer: T }) => {
    stored = next ?? stored;
    return answer;
  };
  return {
    get now() {
      return now;
    },
    pass(ms: number) {
      now += ms;
    },
    enter(model = MODEL) {
      const id = `call-${++calls}`;
      return { id, model, entry: keep(enter(stored, now, { id, model }, limits)) };
    },
    leave(call: { id: string; model: string }, outcome: Outcome = 'answered') {
      keep(leave(stored, now, { ...call, outcome }, limits));
    },
    tell(told: Parameters<typeof tell>[2]) {
      keep(tell(stored, now, told, limits));
    },
  };
}

const steps = fc.array(
  fc.oneof(
    fc.record({ is: fc.constant('enter' as const), after: fc.nat({ max: 4_000 }) }),
    fc.record({ is: fc.constant('leave' as const), after: fc.nat({ max: 4_000 }) }),
  ),
  { maxLength: 300 },
);

test('no sixty seconds see more calls than the limit, and never are more under way than there are places', () => {
  fc.assert(
    fc.property(
      steps,
      fc.integer({ min: 1, max: 40 }),
      fc.integer({ min: 1, max: 5 }),
      (all, perMinute, places) => {
        const at = account({ concurrency: places, requestsPerMinute: perMinute, leaseMs: 60_000 });
        const entered: number[] = [];
        const under: { call: { id: string; model: string }; since: number }[] = [];
        for (const { is, after } of all) {
          at.pass(after);
          const oldest = is === 'leave' ? under.shift() : undefined;
          if (oldest) at.leave(oldest.call);
          if (is !== 'enter') continue;
          const call = at.enter();
          if (call.entry.kind !== 'in') {
            expect(call.entry.ms).toBeGreaterThan(0);
            continue;
          }
          entered.push(at.now);
          under.push({ call, since: at.now });
          const held = under.filter(({ since }) => at.now - since < 60_000);
          expect(held.length).toBeLessThanOrEqual(places);
          expect(entered.filter((when) => at.now - when < 60_000).length).toBeLessThanOrEqual(perMinute);
        }
      },
    ),
  );
});

test('who waits as long as it is told gets in', () => {
  const at = account();
  const { burst } = bucketOf(LIMITS.requestsPerMinute);
  for (let i = 0; i < burst; i++) at.leave(at.enter());
  const refused = at.enter();
  expect(refused.entry).toMatchObject({ kind: 'wait' });
  at.pass(refused.entry.kind === 'in' ? 0 : refused.entry.ms);
  expect(at.enter().entry.kind).toBe('in');
});

test('the place of a worker that was killed is free when its lease ends', () => {
  const at = account();
  for (let i = 0; i < LIMITS.concurrency; i++) expect(at.enter().entry.kind).toBe('in');
  expect(at.enter().entry.kind).toBe('wait');
  at.pass(LIMITS.leaseMs - 1);
  expect(at.enter().entry.kind).toBe('wait');
  at.pass(1);
  expect(at.enter().entry.kind).toBe('in');
});

test('five failures in a row close a model and no other; then one call tries it, and what it finds holds', () => {
  const at = account({ ...LIMITS, requestsPerMinute: 1_000 });
  const fail = () => at.leave(at.enter(), 'failed');
  for (let i = 1; i < FAILURES; i++) fail();
  at.leave(at.enter(), 'answered');
  for (let i = 0; i < FAILURES; i++) fail();
  expect(at.enter().entry).toEqual({ kind: 'closed', ms: CLOSED_MS });
  const other = at.enter('another');
  expect(other.entry.kind).toBe('in');
  at.pass(CLOSED_MS);
  const probe = at.enter();
  expect([probe.entry.kind, at.enter().entry.kind]).toEqual(['in', 'closed']);
  at.leave(probe, 'failed');
  expect(at.enter().entry.kind).toBe('closed');
  at.pass(CLOSED_MS);
  at.leave(at.enter(), 'answered');
  expect(at.enter().entry.kind).toBe('in');
});

test('what the provider says holds for all: nothing until then, less a minute, less left', () => {
  const at = account();
  at.tell({ pauseMs: 5_000, perMinute: null, remaining: null });
  expect(at.enter().entry).toEqual({ kind: 'wait', ms: 5_000 });
  at.pass(5_000);
  at.tell({ pauseMs: 0, perMinute: null, remaining: 1 });
  at.leave(at.enter());
  expect(at.enter().entry.kind).toBe('wait');
  at.tell({ pauseMs: 0, perMinute: 4, remaining: null });
  at.pass(600_000);
  const { burst } = bucketOf(4);
  for (let i = 0; i < burst; i++) at.leave(at.enter());
  expect(at.enter().entry.kind).toBe('wait');
});
