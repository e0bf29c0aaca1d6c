import { afterAll, beforeAll, describe, expect, test } from 'bun:test';
import { waitFor } from '../../compose/test-kit/wait-for.ts';
import { newEvent } from '../../db/events/append.ts';
import { newId } from '../contracts/ids.ts';
import { notifier } from '../contracts/notifier.ts';
import { ok, status } from './test-kit/receiver.ts';
import { createRunning, type Running } from './test-kit/running.ts';

let running: Running;
beforeAll(async () => {
  running = await createRunning();
  await running.start();
});
afterAll(() => running.close());

test('an event reaches every endpoint that asked for it, in the shape of Standard Webhooks', async () => {
  const [firm, receiver] = [running.firm(), await running.receiver()];
  const process = await firm.process({ tags: ['urgente'], tribunal: 'TJSP' });
  const wants = {
    all: {},
    family: { eventTypes: ['movement.*'] },
    tag: { filters: { tags: ['urgente'] } },
    case: { filters: { processIds: [process] } },
    important: { filters: { minImportance: 'high' } },
    court: { filters: { tribunals: ['tjsp'] } },
    otherType: { eventTypes: ['process.*'] },
    otherTag: { filters: { tags: ['cobrança'] } },
    otherCase: { filters: { processIds: [newId('process')] } },
    moreImportant: { filters: { minImportance: 'critical' } },
    otherCourt: { filters: { tribunals: ['TRF3'] } },
    disabled: { status: 'disabled' },
  };
  for (const [path, options] of Object.entries(wants))
    await firm.endpoint({ url: `${receiver.url}/${path}`, ...options });
  const [eventId] = await firm.happen(firm.movement(process, 'high'));
  await waitFor('six webhooks', () => receiver.posts.length >= 6);
  await running.harness.drained('notifier');
  const expected = ['/all', '/case', '/court', '/family', '/important', '/tag'];
  expect(receiver.posts.map((post) => post.path).sort()).toEqual(expected);
  expect(receiver.at('/all')[0]?.json).toMatchObject({
    type: 'movement.detected',
    timestamp: expect.stringMatching(/^\d{4}-/),
    eventId,
    origin: 'new',
    data: { process: { id: process }, movement: { importance: 'high' } },
    sequence: { process, number: 1, previousEventId: null },
    url: `https://lux.example/v1/events/${eventId}`,
  });
  expect(new Set(receiver.posts.map((post) => post.id)).size).toBe(6);
});

test('an event told twice reaches an endpoint once, and takes one number', async () => {
  const [firm, receiver] = [running.firm(), await running.receiver()];
  const process = await firm.process();
  const { id } = await firm.endpoint({ url: receiver.url });
  const eventIds = await firm.happen(firm.movement(process));
  for (let i = 0; i < 3; i++)
    await running.harness.send(notifier, 'notify', { tenant: firm.tenant }, { eventIds });
  // To a lane, as it may be published by hand.
  await running.harness.send(notifier, 'notify', { tenant: firm.tenant, key: id }, { eventIds });
  await firm.happen(firm.movement(process));
  await waitFor('both', () => receiver.posts.length === 2);
  await running.harness.drained('notifier');
  expect((await firm.deliveries(id)).map((d) => d.sequence)).toEqual([1, 2]);
  expect(receiver.posts).toHaveLength(2);
});

test('hundreds of events of many cases: each sequence has no hole and names the event before', async () => {
  const [firm, receiver] = [running.firm(), await running.receiver()];
  const endpoints = [];
  for (const path of ['a', 'b', 'c']) endpoints.push(await firm.endpoint({ url: `${receiver.url}/${path}` }));
  const cases = await Promise.all(Array.from({ length: 5 }, () => firm.process()));
  // Seven senders at once, in messages of different sizes.
  await Promise.all(
    Array.from({ length: 7 }, (_, i) =>
      firm.happen(
        ...Array.from({ length: 5 + i * 6 }, (_, n) =>
          firm.movement(cases[(i + n) % cases.length] as string),
        ),
      ),
    ),
  );
  const total = 7 * 5 + 6 * (0 + 1 + 2 + 3 + 4 + 5 + 6);
  await waitFor('all webhooks', () => receiver.posts.length >= total * 3, { withinMs: 60_000 });
  await running.harness.drained('notifier');
  expect(receiver.posts).toHaveLength(total * 3);
  for (const path of ['/a', '/b', '/c']) {
    const last = new Map<string, { number: number; eventId: string }>();
    for (const { json } of receiver.at(path)) {
      const before = last.get(json.sequence.process);
      expect(json.sequence.number).toBe((before?.number ?? 0) + 1);
      expect(json.sequence.previousEventId).toBe(before?.eventId ?? null);
      last.set(json.sequence.process, { number: json.sequence.number, eventId: json.eventId });
    }
    expect(last.size).toBe(cases.length);
  }
  for (const { id } of endpoints)
    expect((await firm.deliveries(id)).every((d) => d.state === 'delivered' && d.attempts === 1)).toBe(true);
});

describe('sealed', () => {
  test('content goes only to the endpoint that was granted it', async () => {
    const [firm, receiver] = [running.firm(), await running.receiver()];
    const [open, sealed] = [await firm.process({ secrecy: 0 }), await firm.process({ secrecy: 3 })];
    await firm.endpoint({ url: `${receiver.url}/plain` });
    await firm.endpoint({ url: `${receiver.url}/granted`, includeSealed: true });
    await firm.happen(firm.movement(open), firm.movement(sealed), firm.movement(newId('process')));
    await waitFor('all', () => receiver.posts.length === 6);
    const kinds = (path: string) => receiver.at(path).map(({ json }) => json.sealed === true);
    expect(kinds('/plain').sort()).toEqual([false, true, true]);
    expect(kinds('/granted')).toEqual([false, false, false]);
    const thin = receiver.at('/plain').find(({ json }) => json.sequence.process === sealed);
    expect(thin?.json.data).toEqual({ process: { id: sealed } });
    expect(thin?.body).not.toContain('Andamento');
  });

  test('a case that is sealed by the court is thin from that very event', async () => {
    const [firm, receiver] = [running.firm(), await running.receiver()];
    const process = await firm.process({ secrecy: 0 });
    await firm.endpoint({ url: receiver.url });
    const amended = newEvent('process.amended', {
      aggregate: 'process',
      aggregateId: process,
      version: 1,
      data: {
        process: { id: process, number: '0', label: 'Segredo' },
        instance: { tribunal: 'TJSP', secrecy: 1 } as never,
        changed: ['secrecy'],
      },
    });
    await firm.happen(amended);
    await waitFor('it', () => receiver.posts.length === 1);
    expect(receiver.posts[0]?.json).toMatchObject({ sealed: true });
    expect(receiver.posts[0]?.body).not.toContain('Segredo');
  });

  test('a summary that waits for another try when its case is sealed loses its content, and another case’s does not', async () => {
    const [firm, receiver] = [running.firm(), await running.receiver()];
    const [open, sealed] = [await firm.process(), await firm.process()];
    const { id } = await firm.endpoint({ url: receiver.url });
    receiver.answer = status(503);
    const summary = (processId: string) =>
      newEvent('summary.generated', {
        aggregate: 'summary',
        aggregateId: newId('answer'),
        version: 1,
        data: { process: { id: processId, number: '0', label: null }, text: 'Foi solto.' } as never,
      });
    const [first = '', second = ''] = await firm.happen(summary(open), summary(sealed));
    await waitFor('the first tries', () => receiver.posts.length >= 2);
    await running.harness.drained('notifier');
    await firm.write((tx) => tx.client.query('update processes set secrecy = 2 where id = $1', [sealed]));
    receiver.posts.length = 0;
    receiver.answer = ok;
    await firm.write((tx) => tx.client.query('update webhook_deliveries set next_attempt_at = now()'));
    await firm.poke(id);
    await waitFor('the second tries', () => receiver.posts.length === 2);
    const told = (eventId: string) => receiver.posts.find(({ json }) => json.eventId === eventId)?.json;
    expect(told(first)).toMatchObject({ data: { text: 'Foi solto.' } });
    expect(told(second)).toMatchObject({ data: {}, sealed: true });
    expect(JSON.stringify(told(second))).not.toContain('solto');
  });

  test('what was rendered before the case was sealed loses its content before it is sent again', async () => {
    const [firm, receiver] = [running.firm(), await running.receiver()];
    const process = await firm.process({ secrecy: 0 });
    const { id } = await firm.endpoint({ url: receiver.url });
    await firm.happen(firm.movement(process));
    await waitFor('it', () => receiver.posts.length === 1);
    await firm.write((tx) => tx.client.query('update processes set secrecy = 2 where id = $1', [process]));
    const [delivery] = await firm.deliveries(id);
    await firm.order('resend', { webhookId: id, deliveryId: delivery?.id });
    await waitFor('it again', () => receiver.posts.length === 2);
    const [first, again] = receiver.posts;
    expect(first?.json.data.movement).toBeDefined();
    expect(again?.json).toMatchObject({ sealed: true, sequence: first?.json.sequence });
    expect(again?.id).toBe(first?.id as string);
    await running.harness.drained('notifier');
    expect((await firm.deliveries(id))[0]?.body).toBe(again?.body as string);
  });
});

test('two firms never mix, whatever ids they name', async () => {
  const [one, other] = [running.firm(), running.firm()];
  const receiver = await running.receiver();
  const mine = await one.endpoint({ url: `${receiver.url}/one` });
  const theirs = await other.endpoint({ url: `${receiver.url}/other` });
  const [p1, p2] = [await one.process(), await other.process()];
  const events = await other.happen(other.movement(p2));
  await one.happen(one.movement(p1));
  // Ids of the other firm, in every message that takes one.
  const to = { tenant: one.tenant };
  await running.harness.send(notifier, 'notify', to, { eventIds: events });
  await running.harness.send(notifier, 'notify', to, { eventIds: events, webhookId: theirs.id });
  await one.poke(theirs.id);
  const jobs = [
    await one.order('test', { webhookId: theirs.id }),
    await one.order('resend', { webhookId: theirs.id, since: '2020-01-01T00:00:00Z', onlyMissing: false }),
    await one.order('resend', { webhookId: mine.id, deliveryId: (await other.deliveries(theirs.id))[0]?.id }),
  ];
  await waitFor('both', () => receiver.posts.length >= 2);
  await running.harness.drained('notifier');
  expect(receiver.at('/one').map(({ json }) => json.data.process.id)).toEqual([p1]);
  expect(receiver.at('/other').map(({ json }) => json.data.process.id)).toEqual([p2]);
  const ends = await Promise.all(jobs.slice(0, 2).map((job) => one.job(job)));
  expect(ends.map((job) => job?.state)).toEqual(['failed', 'failed']);
});
