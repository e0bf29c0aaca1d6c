import { afterAll, afterEach, beforeAll, describe, expect, test } from 'bun:test';
import { waitFor } from '../../compose/test-kit/wait-for.ts';
import { ok, status } from './test-kit/receiver.ts';
import { createRunning, type Running } from './test-kit/running.ts';
import { STANDARD_SCHEDULE } from './webhook/outcome.ts';

const HOUR = 3_600_000;

let running: Running;
beforeAll(async () => {
  running = await createRunning();
  await running.start();
});
afterAll(() => running.close());
afterEach(() => {
  running.clock.aheadMs = 0;
});

/** A firm with one endpoint and one case. */
async function setUp(options: { ratePerSecond?: number } = {}) {
  const [firm, receiver] = [running.firm(), await running.receiver()];
  const process = await firm.process();
  const { id } = await firm.endpoint({ url: receiver.url, ...options });
  const settled = () => running.harness.drained('notifier');
  const only = async () => (await firm.deliveries(id))[0];
  return { firm, receiver, process, id, settled, only };
}

test('a delivery is tried on the schedule under one id, each try in the log, then given up and told', async () => {
  const { firm, receiver, process, id, settled, only } = await setUp();
  receiver.answer = status(500);
  const [eventId] = await firm.happen(firm.movement(process));
  for (let attempt = 1; attempt <= STANDARD_SCHEDULE.length; attempt++) {
    await waitFor(`attempt ${attempt}`, async () => (await only())?.attempts === attempt);
    await settled();
    const delivery = await only();
    const wait = STANDARD_SCHEDULE[attempt];
    if (wait === undefined) break;
    expect(delivery?.state).toBe('pending');
    const attemptedAt = (await firm.attempts(id)).at(-1).attempted_at.getTime();
    // No jitter here (random is 0): the wait counts from the end of the attempt.
    expect((delivery?.nextAttemptAt?.getTime() ?? 0) - attemptedAt).toBeGreaterThanOrEqual(wait);
    expect((delivery?.nextAttemptAt?.getTime() ?? 0) - attemptedAt).toBeLessThan(wait + 30_000);
    // Too early nothing goes out.
    await firm.poke(id);
    await settled();
    expect((await only())?.attempts).toBe(attempt);
    running.clock.aheadMs = (delivery?.nextAttemptAt?.getTime() ?? 0) - Date.now() + 1;
    await firm.poke(id);
  }
  expect(await only()).toMatchObject({
    state: 'failed',
    attempts: 10,
    lastStatus: 500,
    lastError: 'HTTP 500',
  });
  expect(new Set(receiver.posts.map((post) => post.id)).size).toBe(1);
  expect(new Set(receiver.posts.map((post) => post.body)).size).toBe(1);
  const stamps = receiver.posts.map((post) => Number(post.headers['webhook-timestamp']));
  expect(stamps).toEqual([...stamps].sort((a, b) => a - b));
  expect((stamps.at(-1) ?? 0) - (stamps[0] ?? 0)).toBeGreaterThan(75 * 3_600);
  const attempts = await firm.attempts(id);
  expect(attempts.map((a) => a.attempt)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
  expect(attempts.at(-1)).toMatchObject({ status: 500, outcome: 'failed', response_body: 'no', error: null });
  expect((await firm.events('notification.failed')).map(({ data }) => data)).toEqual([
    { webhookId: id, deliveryId: receiver.posts[0]?.id, eventId, attempts: 10, reason: 'HTTP 500' },
  ]);
});

test('by itself the lane wakes when a retry is due', async () => {
  const { firm, receiver, process, only } = await setUp();
  let answers = 0;
  receiver.answer = (post, response) => (answers++ === 0 ? status(500) : ok)(post, response);
  await firm.happen(firm.movement(process));
  // The second step of the schedule is 5 s: this waits for the real alarm.
  await waitFor('the retry', async () => (await only())?.state === 'delivered');
  expect(await only()).toMatchObject({ attempts: 2, lastStatus: 200, lastError: null });
  const [told] = await firm.events('notification.delivered');
  expect(told.data).toMatchObject({ attempts: 2 });
}, 30_000);

test('what comes later of a case waits behind its retry; other cases do not', async () => {
  const { firm, receiver, process, id, settled } = await setUp();
  const other = await firm.process();
  const [first, second, third] = [firm.movement(process), firm.movement(process), firm.movement(process)];
  receiver.answer = (post, response) => (post.json.eventId === first.id ? status(503) : ok)(post, response);
  await firm.happen(first, second);
  await waitFor('the failure', async () => (await firm.deliveries(id))[0]?.attempts === 1);
  await firm.happen(third, firm.movement(other));
  await waitFor('the other case', () => receiver.posts.some(({ json }) => json.sequence.process === other));
  await settled();
  const ofCase = () => receiver.posts.filter(({ json }) => json.sequence.process === process);
  expect(ofCase().map(({ json }) => json.eventId)).toEqual([first.id]);
  // Those held back are due when what holds them back is.
  const [held, ...behind] = (await firm.deliveries(id)).filter((d) => d.processId === process);
  expect(behind.map((d) => d.nextAttemptAt)).toEqual([
    held?.nextAttemptAt ?? null,
    held?.nextAttemptAt ?? null,
  ]);
  receiver.answer = ok;
  running.clock.aheadMs = 10_000;
  await firm.poke(id);
  await waitFor('all', () => ofCase().length === 4);
  expect(ofCase().map(({ json }) => json.sequence.number)).toEqual([1, 1, 2, 3]);
});

test('one that is given up lets the next of its case go', async () => {
  const { firm, receiver, process, settled } = await setUp();
  const [first, second] = [firm.movement(process), firm.movement(process)];
  receiver.answer = (post, response) =>
    (post.json.eventId === first.id ? status(500, { 'webhook-delivery': 'abort-message' }) : ok)(
      post,
      response,
    );
  await firm.happen(first, second);
  await waitFor('both', () => receiver.posts.length === 2);
  await settled();
  expect(receiver.posts.map(({ json }) => json.eventId)).toEqual([first.id, second.id]);
  const [told] = await firm.events('notification.failed');
  expect(told.data).toMatchObject({ eventId: first.id, attempts: 1 });
});

test('Retry-After holds the whole endpoint', async () => {
  const { firm, receiver, process, id, settled, only } = await setUp();
  receiver.answer = status(429, { 'retry-after': '3600' });
  await firm.happen(firm.movement(process));
  await waitFor('the refusal', async () => (await only())?.attempts === 1);
  receiver.answer = ok;
  // Of another case: not its turn that it waits for, but the receiver.
  await firm.happen(firm.movement(await firm.process()));
  await settled();
  expect(receiver.posts).toHaveLength(1);
  running.clock.aheadMs = HOUR - 10_000;
  await firm.poke(id);
  await settled();
  expect(receiver.posts).toHaveLength(1);
  running.clock.aheadMs = HOUR + 10_000;
  await firm.poke(id);
  await waitFor('both', () => receiver.posts.length === 3);
});

describe('a receiver that wants no more', () => {
  test.each([
    ['410', status(410), 'HTTP 410', 'aborted'],
    [
      'webhook-delivery: disable',
      status(200, { 'webhook-delivery': 'disable' }),
      'asked by the receiver',
      'delivered',
    ],
  ] as const)('by %s is switched off and the others are told', async (_how, answer, reason, state) => {
    const { firm, receiver, process, id, settled, only } = await setUp();
    const watcher = await running.receiver();
    await firm.endpoint({ url: watcher.url, eventTypes: ['webhook.*'] });
    receiver.answer = answer;
    await firm.happen(firm.movement(process));
    await waitFor('the notice', () => watcher.posts.length === 1);
    expect(watcher.posts[0]?.json).toMatchObject({
      type: 'webhook.disabled',
      data: { webhookId: id, reason },
    });
    expect(await firm.endpointRow(id)).toMatchObject({
      status: 'disabled',
      disabled_reason: reason,
      version: 2,
    });
    expect(await only()).toMatchObject({ state });
    // Nothing more is queued for it; what it missed can be had by a resend once it is back.
    await firm.happen(firm.movement(process));
    await settled();
    expect(receiver.posts).toHaveLength(1);
    expect(await firm.deliveries(id)).toHaveLength(1);
  });
});

test('one that fails for days is warned of, switched off, and the owner told through another endpoint', async () => {
  const { firm, receiver, id, settled } = await setUp();
  const watcher = await running.receiver();
  await firm.endpoint({ url: watcher.url, eventTypes: ['webhook.*'] });
  receiver.answer = status(500);
  // A new case fails every six hours.
  for (let hours = 0; (await firm.endpointRow(id)).status === 'active' && hours < 200; hours += 6) {
    running.clock.aheadMs = hours * HOUR;
    await firm.happen(firm.movement(await firm.process()));
    await settled();
    await firm.poke(id);
    await settled();
  }
  await waitFor('both notices', () => watcher.posts.length === 2);
  expect(watcher.posts.map(({ json }) => json.type)).toEqual(['webhook.failing', 'webhook.disabled']);
  expect(watcher.posts[0]?.json.data).toMatchObject({ webhookId: id, since: expect.stringMatching(/Z$/) });
  const days = (await firm.events('webhook.disabled'))[0];
  expect(days.data.reason).toContain('failures');
  expect(running.clock.aheadMs / HOUR).toBeGreaterThanOrEqual(120);
  expect(await firm.endpointRow(id)).toMatchObject({ status: 'disabled' });
});

test('a success after failures makes the endpoint well again', async () => {
  const { firm, receiver, process, id, settled, only } = await setUp();
  receiver.answer = status(500);
  await firm.happen(firm.movement(process));
  await waitFor('the failure', async () => (await only())?.attempts === 1);
  expect(await firm.endpointRow(id)).toMatchObject({
    consecutive_failures: 1,
    failing_since: expect.any(Date),
  });
  receiver.answer = ok;
  running.clock.aheadMs = 10_000;
  await firm.poke(id);
  await waitFor('the success', async () => (await only())?.state === 'delivered');
  await settled();
  expect(await firm.endpointRow(id)).toMatchObject({
    consecutive_failures: 0,
    failing_since: null,
    version: 1,
  });
});

test('the rate of an endpoint is asked before each post, and what it holds back goes later', async () => {
  const asked: string[] = [];
  let allowed = 3;
  const slow = await createRunning();
  try {
    const take = (endpointId: string) => {
      asked.push(endpointId);
      return allowed-- > 0 ? 0 : 60_000;
    };
    await slow.start({ throttle: { take, size: 0 } });
    const [firm, receiver] = [slow.firm(), await slow.receiver()];
    const { id } = await firm.endpoint({ url: receiver.url, ratePerSecond: 5 });
    const free = await firm.endpoint({ url: `${receiver.url}/free` });
    const cases = await Promise.all(Array.from({ length: 6 }, () => firm.process()));
    await firm.happen(...cases.map((process) => firm.movement(process)));
    await waitFor('the free endpoint', () => receiver.at('/free').length === 6);
    await slow.harness.drained('notifier');
    expect(receiver.at('/')).toHaveLength(3);
    expect(asked.every((endpointId) => endpointId === id)).toBe(true);
    expect((await firm.deliveries(id)).filter((d) => d.state === 'pending' && d.attempts === 0)).toHaveLength(
      3,
    );
    allowed = 10;
    await firm.poke(id);
    await waitFor('the rest', () => receiver.at('/').length === 6);
    expect(free.id).not.toBe(id);
  } finally {
    await slow.close();
  }
});
