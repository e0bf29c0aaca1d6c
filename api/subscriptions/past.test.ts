import { afterAll, beforeAll, expect, test } from 'bun:test';
import { caseOf, happeningOf } from '../../actors/contracts/happening.ts';
import { newId } from '../../actors/contracts/ids.ts';
import { PERSON_CHANNELS } from '../../actors/contracts/people.ts';
import { createBacktest, type Turn } from '../../actors/telling/backtest.ts';
import { USUAL_PERSON } from '../../actors/telling/person.ts';
import { acquirePostgres, type TestDatabase } from '../../compose/test-kit/postgres.ts';
import { appendEvents, newEvent } from '../../db/events/append.ts';
import { readBackFrom } from '../../db/events/back-from.ts';
import { createPool, type Pool } from '../../db/pool.ts';
import { readTenant, type TenantTx, withTenant } from '../../db/tenant.ts';
import { readCaseFacts } from '../../db/webhooks/recipients.ts';
import { backtestSubscription } from './backtest.ts';
import { type Past, type Read, readPast } from './past.ts';

const TYPES = ['movement.detected', 'process.closed'];
const LIMIT = 10_000;
const COUNT = 2_000;
const tenantId = newId('tenant');
const since = new Date('2026-01-01T00:00:00Z');
const now = new Date('2026-04-01T00:00:00Z');

let database: TestDatabase;
/** With one connection: who holds it is seen. */
let pool: Pool;
const read: Read = (work) => readTenant(pool, tenantId, work);

/** Movements of twenty cases, some alone in their commit and some with hundreds, one commit with more than a page holds. */
beforeAll(async () => {
  database = await acquirePostgres();
  const onError = (error: Error) => console.error(error);
  pool = createPool({ url: database.urls.app, name: 'past-test', max: 1, onError });
  const cases = Array.from({ length: 20 }, () => newId('process'));
  const events = Array.from({ length: COUNT }, (_, i) => {
    const id = cases[i % 20] as string;
    const importance = ['critical', 'medium', 'low'][(i * 7) % 3];
    const movement = {
      id: newId('movement'),
      tribunal: 'TJSP',
      importance,
      description: `Andamento ${i}`,
      group: 'x',
    };
    const data = { process: { id, number: '0', label: null }, movement } as never;
    const version = Math.floor(i / 20) + 1;
    const recordedAt = new Date(since.getTime() + i * 2_400_000).toISOString();
    return {
      ...newEvent('movement.detected', { aggregate: 'process', aggregateId: id, version, data }),
      recordedAt,
    };
  });
  await withTenant(pool, tenantId, (tx) => addCases(tx, cases));
  const large = new Map([
    [3, 700],
    [60, 499],
  ]);
  for (let at = 0, i = 0; at < COUNT; i++) {
    const size = large.get(i) ?? 1 + (i % 3);
    await withTenant(pool, tenantId, (tx) => appendEvents(tx, events.slice(at, at + size)));
    at += size;
  }
});
afterAll(async () => {
  await pool.end();
  await database.release();
});

async function addCases(tx: TenantTx, ids: readonly string[]): Promise<void> {
  for (const [i, id] of ids.entries())
    await tx.client.query(
      `insert into processes (tenant_id, id, number, tags, tribunal, changed_at, version) values ($1, $2, $3, $4, 'TJSP', now(), 1)`,
      [tenantId, id, String(i).padStart(20, '0'), i % 4 === 0 ? ['cliente:Ávila'] : []],
    );
}

/** The same in one read, as nobody should do it. */
async function atOnce(): Promise<Past[]> {
  return read(async (tx) => {
    const placed = await readBackFrom(tx, undefined, since, TYPES, LIMIT);
    const facts = await readCaseFacts(
      tx,
      placed.map(({ event }) => event.id),
    );
    return placed.map((one) => ({
      ...one,
      happening: happeningOf(one.event, facts.get(caseOf(one.event) ?? '')),
    }));
  });
}

test('what is read in pages is what one read has, in its order', async () => {
  const pages = await Array.fromAsync(readPast(read, { since, types: TYPES, limit: LIMIT }));
  expect(pages.length).toBe(4);
  const whole = await atOnce();
  expect(whole).toHaveLength(COUNT);
  expect(pages.flat()).toEqual(whole);
  for (const limit of [1, 499, 500, 501, 1_000]) {
    const some = await Array.fromAsync(readPast(read, { since, types: TYPES, limit }));
    expect(some.flat().map(({ event }) => event.id)).toEqual(
      whole.slice(0, limit).map(({ event }) => event.id),
    );
  }
  const { place } = whole[1_234] as Past;
  const rest = await Array.fromAsync(readPast(read, { before: place, since, types: TYPES, limit: LIMIT }));
  expect(rest.flat()).toEqual(whole.slice(1_235));
});

test('what would have been sent is the same in pieces as in one go', async () => {
  const wanted = { include: {}, exclude: {}, channels: [] };
  const turns = Map.groupBy((await atOnce()).toReversed(), ({ place }) => place.xid);
  const channels = new Map(PERSON_CHANNELS.map((name) => [name, undefined] as const));
  const lane = createBacktest({ person: USUAL_PERSON, channels }, [wanted]);
  for (const turn of turns.values()) {
    const happenings = turn.flatMap(({ happening }) => happening ?? []);
    Array.from(lane.take({ at: new Date(turn[0]?.event.recordedAt ?? 0), happenings } satisfies Turn));
  }
  Array.from(lane.pass(now));
  const { messages, channels: counted } = lane.result();
  const answer = await backtestSubscription(
    read,
    { ...wanted, personId: undefined, since, types: TYPES },
    now,
  );
  expect(messages).toBeGreaterThan(100);
  expect(answer).toEqual({
    since: since.toISOString(),
    examined: COUNT,
    messages,
    channels: Object.fromEntries(counted),
  });
});

test('others have the connection between its pages, and the process between its pieces', async () => {
  const order: string[] = [];
  let turns = 0;
  let turnsAtLastRead = 0;
  let isOver = false;
  const count = () => {
    turns++;
    if (!isOver) setImmediate(count);
  };
  setImmediate(count);
  const noted: Read = async (work) => {
    const result = await read(work);
    turnsAtLastRead = turns;
    return result;
  };
  const question = { include: {}, exclude: {}, channels: [], personId: undefined, since, types: TYPES };
  const preview = backtestSubscription(noted, question, now).then(() => order.push('the preview'));
  const other = read((tx) => tx.client.query('select 1')).then(() => order.push('another read'));
  await Promise.all([preview, other]);
  isOver = true;
  expect(order).toEqual(['another read', 'the preview']);
  expect(turns).toBeGreaterThan(turnsAtLastRead + 1);
});
