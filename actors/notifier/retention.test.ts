import { afterAll, beforeAll, describe, expect, test } from 'bun:test';
import { waitFor } from '../../compose/test-kit/wait-for.ts';
import type { Pool } from '../../db/pool.ts';
import { endpointsToClear } from '../../db/webhooks/clear.ts';
import { deleteEndpoint } from '../../db/webhooks/delete.ts';
import { ended, firmWithEndpoint } from './test-kit/endpoint.ts';
import { status } from './test-kit/receiver.ts';
import { createRunning, type Running } from './test-kit/running.ts';
import { askToClear } from './webhook/ask-to-clear.ts';

const REFUSE = status(500, { 'webhook-delivery': 'abort-message' });
const DAYS = 30;

let running: Running;
beforeAll(async () => {
  running = await createRunning();
  await running.start();
});
afterAll(() => running.close());

const setUp = (filters = {}) => firmWithEndpoint(running, filters);

/** One beat of the sweep, to its end. */
async function sweep(): Promise<number> {
  const asked = await askToClear(running.harness.runtime, DAYS);
  // What sleeps for a moment is not yet in a mailbox.
  await waitFor('the last piece', async () => {
    const { rows } = await running.harness.admin.query("select 1 from rt.messages where type = 'clear'");
    return rows.length === 0;
  });
  await running.harness.drained('notifier');
  return asked;
}

test('what ended long ago loses its body and attempts, what ended lately and what waits keeps them', async () => {
  const { firm, receiver, process, id, settled } = await setUp();
  const other = await firm.process();
  await firm.happen(firm.movement(process), firm.movement(process));
  await waitFor('both', () => receiver.posts.length === 2);
  await settled();
  receiver.answer = status(500, { 'retry-after': '7200' });
  await firm.happen(firm.movement(other));
  await waitFor('the failure', () => receiver.posts.length === 3);
  await settled();
  receiver.answer = status(200);
  await firm.age(id, DAYS + 1);
  // Old, and still to be tried again.
  await firm.write((tx) =>
    tx.client.query(
      "update webhook_deliveries set next_attempt_at = now() + interval '1 hour' where process_id = $1",
      [other],
    ),
  );
  await firm.happen(firm.movement(process));
  await waitFor('the newest', async () => (await firm.deliveries(id)).at(-1)?.state === 'delivered');
  await settled();
  expect(await sweep()).toBe(1);
  const log = await firm.deliveries(id);
  expect(log.map(({ sequence, state, body }) => [sequence, state, body === null])).toEqual([
    [1, 'delivered', true],
    [2, 'delivered', true],
    [1, 'pending', false],
    [3, 'delivered', false],
  ]);
  const kept = new Set((await firm.attempts(id)).map((attempt) => attempt.delivery_id));
  expect([...kept].sort()).toEqual([log[2]?.id, log[3]?.id].sort() as string[]);
  expect(await sweep()).toBe(0);
  // The sequence goes on where it was.
  await firm.happen(firm.movement(process));
  await waitFor('the next', async () => (await firm.deliveries(id)).at(-1)?.sequence === 4);
  await settled();
  expect((await firm.deliveries(id)).at(-1)).toMatchObject({ state: 'delivered' });
});

describe('sending again what was cleared', () => {
  async function cleared() {
    const all = await setUp();
    const { firm, receiver, process, id, settled } = all;
    const [cursor] = await firm.happen(firm.movement(await firm.process()));
    await waitFor('the first', () => receiver.posts.length === 1);
    await firm.happen(firm.movement(process), firm.movement(process));
    await waitFor('all', () => receiver.posts.length === 3);
    await settled();
    await firm.age(id, DAYS + 1);
    await sweep();
    const before = receiver.posts.splice(0);
    return { ...all, cursor, before };
  }

  test('one is refused with the reason, a range leaves it out and counts it', async () => {
    const { firm, id, before, receiver, settled } = await cleared();
    const one = await ended(firm, await firm.order('resend', { webhookId: id, deliveryId: before[0]?.id }));
    expect(one).toMatchObject({
      state: 'failed',
      error: { message: expect.stringContaining('30 dias'), fix: expect.stringContaining('afterEventId') },
    });
    const range = { webhookId: id, since: '2020-01-01T00:00:00Z', onlyMissing: false };
    expect(await ended(firm, await firm.order('resend', range))).toMatchObject({
      state: 'succeeded',
      result: { queued: 0, cleared: 3 },
    });
    await settled();
    expect(receiver.posts).toEqual([]);
  });

  test('everything after an event goes again, byte by byte, under its old ids and numbers', async () => {
    const { firm, id, before, cursor, receiver, settled } = await cleared();
    const order = { webhookId: id, afterEventId: cursor, onlyMissing: false };
    expect(await ended(firm, await firm.order('resend', order))).toMatchObject({ result: { queued: 2 } });
    await waitFor('both', () => receiver.posts.length === 2);
    await settled();
    const sent = (posts: typeof before) => posts.map((post) => [post.id, post.body]);
    expect(sent(receiver.posts)).toEqual(sent(before.slice(1)));
    expect(receiver.posts[1]?.json.sequence).toMatchObject({
      number: 2,
      previousEventId: receiver.posts[0]?.json.eventId,
    });
    expect(await firm.deliveries(id)).toHaveLength(3);
  });

  test('of a case that was sealed since then only its ids go', async () => {
    const { firm, id, process, cursor, receiver } = await cleared();
    await firm.write((tx) => tx.client.query('update processes set secrecy = 1 where id = $1', [process]));
    await firm.order('resend', { webhookId: id, afterEventId: cursor, onlyMissing: false });
    await waitFor('both', () => receiver.posts.length === 2);
    expect(receiver.posts.map(({ json }) => [json.sealed, json.data])).toEqual(
      Array.from({ length: 2 }, () => [true, { process: { id: process } }]),
    );
  });
});

describe('what waits for an endpoint that is off', () => {
  test.each(['paused', 'disabled'])(
    'is given up after that time when it is %s, and the firm is told once',
    async (standing) => {
      const { firm, receiver, process, id, settled } = await setUp({ status: 'paused' });
      const watcher = await running.receiver();
      await firm.endpoint({ url: watcher.url, eventTypes: ['webhook.*'] });
      const movements = Array.from({ length: 520 }, () => firm.movement(process));
      const events = await firm.happen(...movements);
      await settled();
      await firm.write((tx) =>
        tx.client.query('update webhook_endpoints set status = $2 where id = $1', [id, standing]),
      );
      await firm.age(id, DAYS - 1);
      expect(await sweep()).toBe(0);
      await firm.age(id, 2);
      const late = firm.movement(process);
      if (standing === 'paused') await firm.happen(late);
      await settled();
      expect(await sweep()).toBe(1);
      const old = (await firm.deliveries(id)).slice(0, 520);
      expect(new Set(old.map(({ state, lastError }) => `${state} ${lastError}`))).toEqual(
        new Set([`aborted expired: the endpoint was ${standing} for too long`]),
      );
      expect(old.every(({ body }) => body !== null)).toBe(true);
      const failed = await firm.events('notification.failed');
      expect(failed.map(({ data }) => data.eventId).sort()).toEqual([...events].sort());
      const told = await firm.events('webhook.expired');
      expect(told).toMatchObject([{ data: { webhookId: id, deliveries: 520 } }]);
      await waitFor('word to the others', () =>
        watcher.posts.some(({ json }) => json.type === 'webhook.expired'),
      );
      // Nothing is lost: the range that the event names brings it back.
      await firm.write((tx) =>
        tx.client.query("update webhook_endpoints set status = 'active' where id = $1", [id]),
      );
      const { since, until } = told[0]?.data ?? {};
      await firm.order('resend', { webhookId: id, since, until });
      await firm.poke(id);
      const expected = 520 + (standing === 'paused' ? 1 : 0);
      await waitFor('all of it', () => new Set(receiver.posts.map((post) => post.id)).size === expected);
    },
    60_000,
  );

  test('stays when the endpoint is resumed before the lane comes to it', async () => {
    const { firm, receiver, process, id, settled } = await setUp({ status: 'paused' });
    await firm.happen(firm.movement(process));
    await settled();
    await firm.age(id, DAYS + 1);
    await firm.write((tx) =>
      tx.client.query("update webhook_endpoints set status = 'active' where id = $1", [id]),
    );
    const { notifier } = await import('../contracts/notifier.ts');
    await running.harness.send(notifier, 'clear', { tenant: firm.tenant, key: id }, {});
    await settled();
    expect(await firm.events('webhook.expired')).toEqual([]);
    await firm.poke(id);
    await waitFor('it', () => receiver.posts.length === 1);
  });
});

/** Milliseconds after the first at which the lanes that are asked begin; none is told. */
async function beginnings(): Promise<number[]> {
  const due: number[] = [];
  const { runtime } = running.harness;
  const query = async (asked: string | { values: string[] }, values: unknown[]) => {
    if (typeof asked === 'string') return runtime.query(asked, values);
    due.push(...JSON.parse(asked.values[0] ?? '[]').map((message: { due: number }) => message.due));
  };
  await askToClear({ query } as unknown as Pool, DAYS);
  return due.map((at) => at - (due[0] ?? 0));
}

test('endpoints with something old are found page by page, each once, and begin one after the other', async () => {
  const { firm, process, settled } = await setUp({ status: 'paused' });
  await firm.endpoint({ url: 'http://127.0.0.1:9/second', status: 'paused' });
  await firm.endpoint({ url: 'http://127.0.0.1:9/third', status: 'paused' });
  await firm.happen(firm.movement(process));
  await settled();
  const ids = await firm.read(async (tx) => {
    const { rows } = await tx.client.query<{ id: string }>('select id from webhook_endpoints order by id');
    return rows.map(({ id }) => id);
  });
  for (const id of ids) await firm.age(id, DAYS + 1);
  const found: string[] = [];
  let after: { tenantId: string; id: string } | undefined;
  for (;;) {
    const [next, ...more] = await endpointsToClear(running.harness.runtime, DAYS, after, 1);
    expect(more).toEqual([]);
    if (!next) break;
    found.push(next.id);
    after = next;
  }
  expect(found).toEqual(ids);
  expect(await beginnings()).toEqual([0, 50, 100]);
  expect(await sweep()).toBe(3);
  expect(await sweep()).toBe(0);
});

test('the log of a deleted endpoint goes whole, and that of its neighbours stays', async () => {
  const { firm, receiver, process, id, settled } = await setUp({ filters: { tribunals: ['TJSP'] } });
  const neighbour = await firm.endpoint({ url: `${receiver.url}/neighbour` });
  receiver.answer = REFUSE;
  await firm.happen(...Array.from({ length: 510 }, () => firm.movement(process)));
  await waitFor('all', () => receiver.posts.length === 1_020);
  await settled();
  await firm.write((tx) => deleteEndpoint(tx, id));
  await firm.age(id, DAYS - 1);
  expect(await sweep()).toBe(0);
  await firm.age(id, 2);
  expect(await sweep()).toBe(1);
  const left = await firm.read(async (tx) => {
    const tables = ['webhook_deliveries', 'webhook_attempts', 'webhook_sequences'];
    const counts = tables.map(async (table) => {
      const text = `select endpoint_id as id, count(*)::int as count from ${table} group by 1`;
      return (await tx.client.query<{ id: string; count: number }>(text)).rows;
    });
    return Promise.all(counts);
  });
  expect(left).toEqual([
    [{ id: neighbour.id, count: 510 }],
    [{ id: neighbour.id, count: 510 }],
    [{ id: neighbour.id, count: 1 }],
  ]);
  expect(await sweep()).toBe(0);
}, 60_000);

test('two sweeps at once, and two workers of which one stops amid it, give everything up and tell of each once', async () => {
  const { firm, process, id, settled } = await setUp({ status: 'paused' });
  await firm.happen(...Array.from({ length: 900 }, () => firm.movement(process)));
  await firm.happen(...Array.from({ length: 900 }, () => firm.movement(process)));
  await settled();
  await firm.age(id, DAYS + 1);
  const second = await running.start();
  await Promise.all([askToClear(running.harness.runtime, DAYS), askToClear(running.harness.runtime, DAYS)]);
  await waitFor('the first piece', async () =>
    (await firm.deliveries(id)).some(({ state }) => state === 'aborted'),
  );
  await second.stop();
  await settled();
  expect((await firm.deliveries(id)).every(({ state }) => state === 'aborted')).toBe(true);
  const told = await firm.events('webhook.expired');
  expect(told.reduce((sum, { data }) => sum + data.deliveries, 0)).toBe(1_800);
  expect(await firm.events('notification.failed')).toHaveLength(1_800);
}, 60_000);
