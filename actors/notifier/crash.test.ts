import { afterAll, beforeAll, expect, test } from 'bun:test';
import { join } from 'node:path';
import { waitFor } from '../../compose/test-kit/wait-for.ts';
import { newEvent } from '../../db/events/append.ts';
import { newId } from '../contracts/ids.ts';
import { peopleOf } from './test-kit/people.ts';
import type { Post } from './test-kit/receiver.ts';
import { createRunning, type Running, SEALING_KEYS } from './test-kit/running.ts';
import { askToClear } from './webhook/ask-to-clear.ts';

let running: Running;
const children = new Set<Bun.Subprocess>();
beforeAll(async () => {
  running = await createRunning();
});
afterAll(async () => {
  for (const child of children) child.kill('SIGKILL');
  await running.close();
});

function spawnNotifier(): Bun.Subprocess {
  const { database, nats } = running.harness;
  const owner = `process-${crypto.randomUUID().slice(0, 8)}`;
  const { runtime, app } = database.urls;
  const given = JSON.stringify({ runtime, app, nats: nats.urls.worker, owner, keys: SEALING_KEYS });
  const child = Bun.spawn(['bun', join(import.meta.dir, 'test-kit/worker-process.ts'), given], {
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  children.add(child);
  return child;
}

function byId(posts: readonly Post[]): Map<string, Post[]> {
  return Map.groupBy(posts, (post) => post.id);
}

test('kill -9 between the post and its commit repeats the same webhook under the same id', async () => {
  const [firm, receiver] = [running.firm(), await running.receiver()];
  const process = await firm.process();
  const { id } = await firm.endpoint({ url: receiver.url });
  let victim: Bun.Subprocess | undefined = spawnNotifier();
  receiver.answer = (_post, response) => {
    // It has arrived; before the sender can know, it is dead.
    victim?.kill('SIGKILL');
    victim = undefined;
    response.writeHead(200).end('ok');
  };
  await firm.happen(firm.movement(process), firm.movement(process));
  await waitFor('the first post', () => receiver.posts.length > 0);
  spawnNotifier();
  await waitFor('all delivered', async () =>
    (await firm.deliveries(id)).every((d) => d.state === 'delivered'),
  );
  const [first, again, second] = receiver.posts;
  expect(receiver.posts).toHaveLength(3);
  expect(again).toMatchObject({ id: first?.id, body: first?.body });
  expect([first, second].map((post) => post?.json.sequence.number)).toEqual([1, 2]);
  // What the dead one did is not in the log, and nothing is told twice.
  expect(await firm.attempts(id)).toHaveLength(2);
  expect(await firm.events('notification.delivered')).toHaveLength(2);
});

test('with workers killed again and again nothing is lost, doubled in the log, out of order or without its number', async () => {
  const [firm, receiver] = [running.firm(), await running.receiver()];
  const endpoints = [
    await firm.endpoint({ url: `${receiver.url}/a` }),
    await firm.endpoint({ url: `${receiver.url}/b`, eventTypes: ['movement.*'] }),
  ];
  const cases = await Promise.all(Array.from({ length: 4 }, () => firm.process()));
  const ROUNDS = 40;
  let told = 0;
  const telling = (async () => {
    for (; told < ROUNDS; told++) {
      await firm.happen(...cases.map((process) => firm.movement(process)));
      await Bun.sleep(60);
    }
  })();
  for (let kills = 0; kills < 4; kills++) {
    const child = spawnNotifier();
    const before = receiver.posts.length;
    await waitFor('some webhooks of this worker', () => receiver.posts.length >= before + 15, {
      withinMs: 30_000,
    });
    child.kill('SIGKILL');
    await child.exited;
  }
  await telling;
  spawnNotifier();
  for (const { id } of endpoints) {
    await waitFor(
      'all delivered',
      async () => {
        const deliveries = await firm.deliveries(id);
        return deliveries.length === ROUNDS * 4 && deliveries.every((d) => d.state === 'delivered');
      },
      { withinMs: 60_000 },
    );
    const deliveries = await firm.deliveries(id);
    for (const process of cases) {
      const own = deliveries.filter((d) => d.processId === process);
      expect(own.map((d) => d.sequence)).toEqual(Array.from({ length: ROUNDS }, (_, i) => i + 1));
      expect(own.map((d) => JSON.parse(d.body ?? '').sequence.previousEventId)).toEqual([
        null,
        ...own.slice(0, -1).map((d) => d.eventId),
      ]);
    }
    expect((await firm.attempts(id)).length).toBe(ROUNDS * 4);
  }
  for (const path of ['/a', '/b']) {
    const seen = byId(receiver.at(path));
    expect(seen.size).toBe(ROUNDS * 4);
    for (const posts of seen.values()) expect(new Set(posts.map((post) => post.body)).size).toBe(1);
    for (const process of cases) {
      // A repetition may come; what is new comes in order.
      const numbers = receiver.at(path).filter((post) => post.json.sequence.process === process);
      const fresh = [...new Set(numbers.map(({ json }) => json.sequence.number))];
      expect(fresh).toEqual(Array.from({ length: ROUNDS }, (_, i) => i + 1));
    }
  }
}, 120_000);

test('with a worker killed amid the clearing of a log nothing is given up twice, and the firm is told of all of it', async () => {
  const firm = running.firm();
  const process = await firm.process();
  const { id } = await firm.endpoint({ url: 'http://127.0.0.1:9', status: 'paused' });
  const child = spawnNotifier();
  for (let i = 0; i < 4; i++) await firm.happen(...Array.from({ length: 900 }, () => firm.movement(process)));
  await waitFor('all that waits', async () => (await firm.deliveries(id)).length === 3_600);
  await firm.age(id, 31);
  const givenUp = async () => (await firm.deliveries(id)).filter(({ state }) => state === 'aborted').length;
  await askToClear(running.harness.runtime, 30);
  await waitFor('the first piece', async () => (await givenUp()) > 0);
  child.kill('SIGKILL');
  await child.exited;
  const left = 3_600 - (await givenUp());
  expect(left).toBeGreaterThan(0);
  spawnNotifier();
  await waitFor('the rest', async () => (await firm.events('webhook.expired')).length > 0);
  expect(await givenUp()).toBe(3_600);
  expect(await firm.events('webhook.expired')).toMatchObject([{ data: { deliveries: 3_600 } }]);
  const failed = await firm.events('notification.failed');
  expect(new Set(failed.map(({ aggregate_id }) => aggregate_id)).size).toBe(3_600);
  expect(failed).toHaveLength(3_600);
}, 60_000);

test('with workers killed again and again each report is told to each of its people once', async () => {
  const firm = running.firm();
  const people = peopleOf(firm);
  const told = [await people.person({ name: 'Ana' }), await people.person({ name: 'Bia' })];
  const REPORTS = 60;
  const events = Array.from({ length: REPORTS }, (_, i) => {
    const reportId = newId('report');
    const data = { reportId, kind: 'usage', title: `Extrato ${i}`, reason: 'x', fix: null } as const;
    const place = { aggregate: 'document', aggregateId: reportId, version: 1 } as const;
    return newEvent('document.failed', { ...place, data: { ...data, scheduleId: null, deliverTo: told } });
  });
  const noticed = async () => (await Promise.all(told.map(people.notices))).flat();
  for (let kills = 0; kills < 3; kills++) {
    const child = spawnNotifier();
    const before = (await noticed()).length;
    // A message each, so that a kill finds some under way.
    for (const event of events.slice(kills * 20, kills * 20 + 20)) await firm.happen(event);
    await waitFor('some notices of this worker', async () => (await noticed()).length > before, {
      withinMs: 30_000,
    });
    child.kill('SIGKILL');
    await child.exited;
  }
  spawnNotifier();
  await waitFor('every notice', async () => (await noticed()).length >= REPORTS * 2, { withinMs: 60_000 });
  for (const person of told) {
    const messages = await people.notifications(person);
    const eventIds = messages.flatMap((message) => message.eventIds);
    const later = (await people.notices(person)).filter(({ outcome }) => outcome === 'digested');
    const all = [...eventIds, ...later.map(({ eventId }) => eventId)];
    expect(all.sort()).toEqual(events.map(({ id }) => id).sort());
  }
}, 120_000);
