import { afterEach, beforeEach, expect, spyOn, test } from 'bun:test';
import fc from 'fast-check';
import { createWindow } from '../../../compose/providers/window.ts';
import { createSlack } from '../slack/channel.ts';
import { telegramLimits } from '../telegram/limits.ts';
import { createWhatsApp } from '../whatsapp/channel.ts';
import type { Limits } from './channel.ts';
import { createRates } from './rates.ts';

let now = 0;
let clock: ReturnType<typeof spyOn>;
beforeEach(() => {
  clock = spyOn(performance, 'now').mockImplementation(() => now);
});
afterEach(() => clock.mockRestore());

/** A message from when it was let through until its answer is here: it is with its provider somewhere in between. */
interface UnderWay {
  chat: string;
  arrives: number;
  answered: number;
  isCounted: boolean;
}

// Without a bias: fast-check is fond of hardly any time at all.
const upTo = (most: number) => fc.noBias(fc.nat(most));

/** A step of a run: what happens next, and how long the way and the answer of a message take. Milliseconds. */
const STEP = fc.record({
  chat: fc.constantFrom('1', '2', '3', '4', '5', '6', '7', '8', '9', '-100'),
  passes: fc.oneof({ weight: 6, arbitrary: upTo(60) }, upTo(1_500)),
  // The event loop, the broker or the network stood still: much that was let through evenly gets there at once.
  way: fc.oneof({ weight: 3, arbitrary: upTo(30) }, upTo(4_000)),
  back: upTo(200),
});
type Step = typeof STEP extends fc.Arbitrary<infer S> ? S : never;

/** How often the provider would have refused a message, and how many it took. */
function play(steps: readonly Step[], limits: Limits, counted: { perSecond: number; chatMs: number }) {
  now = 1_000;
  const rates = createRates(limits.overall, limits.chat);
  // What a predecessor sent just before.
  const whole = createWindow(counted.perSecond, 1_000);
  const inChat = createWindow(1, counted.chatMs);
  for (let i = 0; i < counted.perSecond; i++) whole.take('', now);
  for (const chat of ['1', '-100']) inChat.take(chat, now);
  const underWay = new Set<UnderWay>();
  let [taken, breaches] = [0, 0];

  function pass(ms: number): void {
    const until = now + ms;
    for (;;) {
      const times = [...underWay].map((one) => (one.isCounted ? one.answered : one.arrives));
      const next = Math.min(...times);
      if (next > until) break;
      now = Math.max(now, next);
      for (const one of underWay) {
        if (!one.isCounted && one.arrives <= now) {
          one.isCounted = true;
          taken++;
          if (Math.max(whole.take('', now), inChat.take(one.chat, now)) > 0) breaches++;
        } else if (one.isCounted && one.answered <= now) {
          underWay.delete(one);
          rates.end(one.chat);
        }
      }
    }
    now = until;
  }

  for (const { chat, passes, way, back } of steps) {
    pass(passes);
    const isBusy = [...underWay].some((one) => one.chat === chat);
    if (isBusy || underWay.size >= limits.underWay || rates.wait() > 0) continue;
    if (rates.take(chat) === 0)
      underWay.add({ chat, arrives: now + way, answered: now + way + back, isCounted: false });
  }
  pass(10_000);
  return { taken, breaches };
}

const slack = createSlack({ apiUrl: 'http://127.0.0.1' });
const whatsapp = createWhatsApp({ apiUrl: 'http://127.0.0.1' });
test.each([
  ['slack', slack.limits({}), { perSecond: 4, chatMs: 1_000 }],
  [
    'slack, by the setting of a workspace',
    slack.limits({ messagesPerSecond: '50' }),
    { perSecond: 50, chatMs: 1_000 },
  ],
  ['telegram', telegramLimits({ messagesPerSecond: '5' }), { perSecond: 5, chatMs: 1_000 }],
  ['whatsapp', whatsapp.limits({ messagesPerSecond: '5' }), { perSecond: 5, chatMs: 6_000 }],
] as const)(
  '%s: however late messages get there, its provider never counts one too many',
  (_, limits, counted) => {
    let total = 0;
    fc.assert(
      fc.property(fc.array(STEP, { minLength: 200, maxLength: 400, size: 'max' }), (steps) => {
        const { taken, breaches } = play(steps, limits, counted);
        total += taken;
        expect(breaches).toBe(0);
      }),
      { numRuns: 60, endOnFailure: true },
    );
    expect(total).toBeGreaterThan(500);
  },
);

test('what stood still for a while, all at once: no more than the provider takes, and then the pace goes on', () => {
  now = 0;
  const rates = createRates(
    { burst: 1, count: 50, perMs: 1_000, window: { count: 50, perMs: 1_000 } },
    () => ({ burst: 1, count: 1, perMs: 1 }),
    -10_000,
  );
  const attempt = () => (rates.wait() === 0 && rates.take(String(now)) === 0 ? 1 : 0);
  let through = 0;
  // Ten were let through and reach the provider only now.
  for (; through < 10; now += 20) through += attempt();
  now += 5_000;
  for (let i = 0; i < 10; i++) rates.end(String(i * 20));
  const stoodUntil = now;
  let after = 0;
  for (; now < stoodUntil + 1_000; now += 1) after += attempt();
  expect(after).toBe(40);
  for (; now < stoodUntil + 1_100; now += 1) after += attempt();
  expect(after).toBe(45);
});

test.each([
  [100, 26],
  [200, 24.5],
  // Here what may be under way at once is the limit.
  [400, 14.5],
])('a provider of 30 a second that answers within %d ms is used to at least %d of them', (ms, least) => {
  now = 0;
  const { overall, chat, underWay } = telegramLimits({});
  const rates = createRates(overall, chat, -10_000);
  const answers: { at: number; to: string }[] = [];
  let sent = 0;
  for (; now < 20_000; now++) {
    while ((answers[0]?.at ?? Number.POSITIVE_INFINITY) <= now) rates.end(answers.shift()?.to ?? '');
    const to = String(sent);
    if (answers.length >= underWay || rates.wait() > 0 || rates.take(to) > 0) continue;
    answers.push({ at: now + ms, to });
    sent++;
  }
  expect(sent / 20).toBeGreaterThanOrEqual(least);
});
