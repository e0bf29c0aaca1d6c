import { afterAll, beforeAll, describe, expect, test } from 'bun:test';
import { waitFor } from '../../compose/test-kit/wait-for.ts';
import { requestCancel } from '../../db/jobs/cancel.ts';
import { ended, firmWithEndpoint } from './test-kit/endpoint.ts';
import { ok, status } from './test-kit/receiver.ts';
import { createRunning, type Running } from './test-kit/running.ts';

const REFUSE = status(500, { 'webhook-delivery': 'abort-message' });

let running: Running;
beforeAll(async () => {
  running = await createRunning();
  await running.start();
});
afterAll(() => running.close());

const setUp = (filters = {}) => firmWithEndpoint(running, filters);

describe('a test send', () => {
  test('tells what the receiver answered', async () => {
    const { firm, receiver, id } = await setUp({ eventTypes: ['movement.*'], status: 'paused' });
    receiver.answer = (_post, response) =>
      void response.writeHead(202, { server: 'partner/1', 'x-own': 'y' }).end('obrigado');
    const job = await ended(firm, await firm.order('test', { webhookId: id }));
    const [post] = receiver.posts;
    expect(job).toMatchObject({
      state: 'succeeded',
      result: {
        delivered: true,
        status: 202,
        deliveryId: post?.id,
        eventId: post?.json.eventId,
        durationMs: expect.any(Number),
        error: null,
        reply: { headers: { server: 'partner/1' }, body: 'obrigado' },
      },
    });
    expect(post?.json).toMatchObject({ type: 'webhook.test', data: { webhookId: id }, sequence: null });
    expect(await firm.deliveries(id)).toMatchObject([{ state: 'delivered', attempts: 1 }]);
    expect((await firm.attempts(id))[0]).toMatchObject({ status: 202, response_body: 'obrigado' });
    expect(await firm.events('webhook.test')).toMatchObject([{ id: post?.json.eventId, version: 2 }]);
  });

  test('that fails says so, is not retried and counts against nobody', async () => {
    const { firm, receiver, id } = await setUp();
    receiver.answer = status(410);
    const job = await ended(firm, await firm.order('test', { webhookId: id }));
    expect(job).toMatchObject({
      state: 'failed',
      error: { message: 'O destinatário respondeu HTTP 410.', fix: expect.any(String) },
      result: { delivered: false, status: 410, reply: { body: 'no' } },
    });
    expect(await firm.endpointRow(id)).toMatchObject({ status: 'active', consecutive_failures: 0 });
    expect((await firm.deliveries(id))[0]?.nextAttemptAt).toBeNull();
    await receiver.close();
    const dead = await ended(firm, await firm.order('test', { webhookId: id }));
    expect(dead.error?.message).toContain('ECONNREFUSED');
    expect(dead.result).toMatchObject({ delivered: false, status: null, reply: null });
  });
});

test('one delivery goes again under its id, in its place, with its attempts after the old ones', async () => {
  const { firm, receiver, process, id, settled } = await setUp();
  await firm.happen(firm.movement(process), firm.movement(process));
  await waitFor('both', () => receiver.posts.length === 2);
  await settled();
  const [first] = await firm.deliveries(id);
  const job = await ended(firm, await firm.order('resend', { webhookId: id, deliveryId: first?.id }));
  expect(job).toMatchObject({ state: 'succeeded', result: { queued: 1 } });
  await waitFor('it again', () => receiver.posts.length === 3);
  await settled();
  expect(receiver.posts[2]).toMatchObject({ id: first?.id, body: receiver.posts[0]?.body });
  expect((await firm.attempts(id)).filter((a) => a.delivery_id === first?.id).map((a) => a.attempt)).toEqual([
    1, 2,
  ]);
  expect((await firm.deliveries(id)).map((d) => d.state)).toEqual(['delivered', 'delivered']);
  const told = (await firm.events('notification.delivered')).filter((e) => e.aggregate_id === first?.id);
  expect(told.map((e) => e.version)).toEqual([1, 2]);
});

test('a held-back case goes on at once when what held it back is sent again and arrives', async () => {
  const { firm, receiver, process, id, settled } = await setUp();
  receiver.answer = status(500, { 'retry-after': '7200' });
  const [first] = await firm.happen(firm.movement(process), firm.movement(process), firm.movement(process));
  await waitFor('the failure', () => receiver.posts.length === 1);
  await settled();
  receiver.answer = ok;
  await firm.order('resend', { webhookId: id, deliveryId: receiver.posts[0]?.id });
  await waitFor('the rest', () => receiver.posts.length === 4);
  expect(receiver.posts.map(({ json }) => json.sequence.number)).toEqual([1, 1, 2, 3]);
  expect(receiver.posts[1]?.json.eventId).toBe(first);
});

test('a range: what was given up by default, everything on request, in chunks with progress', async () => {
  const { firm, receiver, id, settled } = await setUp();
  const cases = await Promise.all(Array.from({ length: 9 }, () => firm.process()));
  receiver.answer = (post, response) => (post.json.data.movement.version % 2 ? ok : REFUSE)(post, response);
  await firm.happen(
    ...Array.from({ length: 1_200 }, (_, i) => firm.movement(cases[i % 9] as string)).slice(0, 600),
  );
  await waitFor('all', () => receiver.posts.length === 600);
  await settled();
  const failed = (await firm.deliveries(id)).filter((d) => d.state === 'aborted').length;
  expect(failed).toBeGreaterThan(200);
  receiver.posts.length = 0;
  receiver.answer = ok;
  const since = '2020-01-01T00:00:00Z';
  const missing = await ended(firm, await firm.order('resend', { webhookId: id, since }));
  expect(missing).toMatchObject({ state: 'succeeded', result: { queued: failed } });
  await waitFor('the missing ones', () => receiver.posts.length === failed);
  await settled();
  receiver.posts.length = 0;
  const all = await ended(firm, await firm.order('resend', { webhookId: id, since, onlyMissing: false }));
  expect(all).toMatchObject({ result: { queued: 600 }, progress: { done: 600, total: 600 } });
  await waitFor('everything', () => receiver.posts.length === 600);
  await settled();
  const none = { webhookId: id, since, until: '2021-01-01T00:00:00Z', onlyMissing: false };
  expect(await ended(firm, await firm.order('resend', none))).toMatchObject({ result: { queued: 0 } });
  expect((await firm.deliveries(id)).every((d) => d.state === 'delivered')).toBe(true);
}, 60_000);

test('everything missing since an event, also from before the endpoint was there', async () => {
  const { firm, receiver, process, settled } = await setUp({ eventTypes: ['webhook.failing'] });
  const other = await firm.process({ tribunal: 'TRF3' });
  const [cursor] = await firm.happen(firm.movement(process));
  const before = await firm.happen(
    ...Array.from({ length: 520 }, () => firm.movement(process)),
    firm.movement(other, 'low', 'TRF3'),
  );
  await settled();
  const { id } = await firm.endpoint({ url: `${receiver.url}/new`, filters: { tribunals: ['TJSP'] } });
  receiver.answer = REFUSE;
  const [refused] = await firm.happen(firm.movement(process));
  await waitFor('the refusal', () => receiver.at('/new').length === 1);
  receiver.answer = ok;
  const [taken] = await firm.happen(firm.movement(process));
  await waitFor('the next', () => receiver.at('/new').length === 2);
  await settled();
  const order = { webhookId: id, afterEventId: cursor };
  // 520 that it never got and the one that it refused; not the one it has, nor that of another court.
  const job = await ended(firm, await firm.order('resend', order));
  expect(job).toMatchObject({ state: 'succeeded', result: { queued: 521 } });
  await waitFor('all of them', () => receiver.at('/new').length === 2 + 521);
  await settled();
  const after = receiver.at('/new').slice(2);
  const expected = new Set([...before.slice(0, -1), refused]);
  expect(new Set(after.map(({ json }) => json.eventId))).toEqual(expected as Set<string>);
  const refusals = receiver.at('/new').filter(({ json }) => json.eventId === refused);
  expect(new Set(refusals.map((post) => post.id)).size).toBe(1);
  const deliveries = await firm.deliveries(id);
  expect(deliveries.map((d) => d.sequence)).toEqual(Array.from({ length: 522 }, (_, i) => i + 1));
  expect(deliveries.every((d) => d.state === 'delivered')).toBe(true);
  // Once more there is nothing to send; with onlyMissing false there is everything.
  expect(await ended(firm, await firm.order('resend', order))).toMatchObject({ result: { queued: 0 } });
  const everything = await firm.order('resend', { ...order, onlyMissing: false });
  expect(await ended(firm, everything)).toMatchObject({ result: { queued: 522 } });
  await waitFor('all again', () => receiver.at('/new').length === 2 + 521 + 522);
  expect(receiver.at('/new').some(({ json }) => json.eventId === taken)).toBe(true);
}, 60_000);

test('a resend that somebody cancels ends, and says how far it came', async () => {
  const { firm, id } = await setUp();
  const jobId = await firm.write(async (tx) => {
    const { createJob } = await import('../../db/jobs/create.ts');
    return (await createJob(tx, { type: 'webhook.resend' })).job.id;
  });
  await firm.write((tx) => requestCancel(tx, jobId));
  const { notifier } = await import('../contracts/notifier.ts');
  const to = { tenant: firm.tenant, key: id };
  const order = { webhookId: id, jobId, since: '2020-01-01T00:00:00Z' };
  await running.harness.send(notifier, 'resend', to, order, { jobId });
  expect(await ended(firm, jobId)).toMatchObject({ state: 'cancelled', result: { queued: 0 } });
});

describe('a paused endpoint', () => {
  test('gets what waited when it is resumed, in order', async () => {
    const { firm, receiver, process, id, settled } = await setUp({ status: 'paused' });
    await firm.happen(firm.movement(process), firm.movement(process));
    await firm.poke(id);
    await settled();
    expect(receiver.posts).toHaveLength(0);
    expect((await firm.deliveries(id)).map((d) => d.state)).toEqual(['pending', 'pending']);
    await firm.write((tx) =>
      tx.client.query("update webhook_endpoints set status = 'active' where id = $1", [id]),
    );
    await firm.poke(id);
    await waitFor('both', () => receiver.posts.length === 2);
    expect(receiver.posts.map(({ json }) => json.sequence.number)).toEqual([1, 2]);
  });
});

test('a disabled endpoint is not sent anything again until it is back', async () => {
  const { firm, id } = await setUp({ status: 'disabled' });
  const job = await ended(firm, await firm.order('resend', { webhookId: id, since: '2020-01-01T00:00:00Z' }));
  expect(job).toMatchObject({ state: 'failed', error: { fix: expect.stringContaining('status: active') } });
});

test('what came while an endpoint was being deleted is dropped', async () => {
  const { firm, receiver, process, id, settled } = await setUp({ status: 'paused' });
  await firm.happen(firm.movement(process));
  await settled();
  await firm.write((tx) =>
    tx.client.query("update webhook_endpoints set deleted_at = now(), secrets = '[]' where id = $1", [id]),
  );
  await firm.poke(id);
  await waitFor('the end', async () => (await firm.deliveries(id))[0]?.state === 'aborted');
  expect(receiver.posts).toHaveLength(0);
});
