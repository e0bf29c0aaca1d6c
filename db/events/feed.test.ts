import { afterAll, beforeAll, describe, expect, test } from 'bun:test';
import { newId } from '../../actors/contracts/ids.ts';
import { acquirePostgres, type TestDatabase } from '../../compose/test-kit/postgres.ts';
import { createPool, type Pool } from '../pool.ts';
import { bindTenant, readTenant, type TenantTx, withTenant } from '../tenant.ts';
import { appendEvents, newEvent, VersionConflict } from './append.ts';
import { FEED_START, type FeedFilters, type FeedPlace, feedEnd, placeOf, readFeed } from './feed.ts';
import { readEvent } from './read.ts';

let database: TestDatabase;
let pool: Pool;
beforeAll(async () => {
  database = await acquirePostgres();
  pool = createPool({ url: database.urls.app, name: 'test', max: 4, onError: () => {} });
});
afterAll(async () => {
  await pool.end();
  await database.release();
});

function provisioned(name: string) {
  return newEvent('tenant.provisioned', {
    aggregate: 'tenant',
    aggregateId: newId('tenant'),
    version: 1,
    data: { name, plan: 'starter' },
  });
}

function deleted(processId: string, version: number) {
  const process = { id: processId, number: '00000011720998260001', label: null };
  return newEvent('process.deleted', {
    aggregate: 'process',
    aggregateId: processId,
    version,
    data: { process },
  });
}

const read = (tenant: string, after: FeedPlace, filters: FeedFilters = {}, limit = 100) =>
  readTenant(pool, tenant, (tx) => readFeed(tx, after, filters, limit));
const append = (tenant: string, ...events: Parameters<typeof appendEvents>[1]) =>
  withTenant(pool, tenant, (tx) => appendEvents(tx, events));

/** A transaction of a firm that stays open until it is told to commit. */
async function openTransaction(tenant: string): Promise<{ tx: TenantTx; commit: () => Promise<void> }> {
  const client = await pool.connect();
  await client.query('begin');
  const tx = await bindTenant(client, tenant);
  return {
    tx,
    commit: async () => {
      await client.query('commit');
      client.release();
    },
  };
}

describe('readFeed', () => {
  test('waits for a transaction that began earlier and commits later, and then misses nothing', async () => {
    const tenant = newId('tenant');
    const slow = await openTransaction(tenant);
    const late = provisioned('late');
    await appendEvents(slow.tx, [late]);
    const quick = provisioned('quick');
    await append(tenant, quick);

    const before = await read(tenant, FEED_START);
    expect(before.events).toEqual([]);
    await slow.commit();
    const after = await read(tenant, before.next);
    expect(after.events.map((e) => e.id)).toEqual([late.id, quick.id]);
    expect((await read(tenant, after.next)).events).toEqual([]);
  });

  test('pages through everything once, in order', async () => {
    const tenant = newId('tenant');
    const events = Array.from({ length: 7 }, (_, i) => provisioned(`n${i}`));
    await append(tenant, ...events.slice(0, 3));
    await append(tenant, ...events.slice(3));
    const seen: string[] = [];
    let place = FEED_START;
    for (let more = true; more; ) {
      const page = await read(tenant, place, {}, 2);
      expect(page.events.length).toBeLessThanOrEqual(2);
      seen.push(...page.events.map((e) => e.id));
      place = page.next;
      more = page.more;
    }
    expect(seen).toEqual(events.map((e) => e.id));
  });

  test('moves past what the filter leaves out, even when the page is empty', async () => {
    const tenant = newId('tenant');
    const processId = newId('process');
    await append(tenant, deleted(processId, 1), provisioned('x'));
    const none = await read(tenant, FEED_START, { types: ['movement.detected'] });
    expect(none.events).toEqual([]);
    expect(none.next).toEqual(await readTenant(pool, tenant, feedEnd));

    const names = async (filters: FeedFilters) =>
      (await read(tenant, FEED_START, filters)).events.map((e) => e.type);
    expect(await names({ types: ['tenant.provisioned'] })).toEqual(['tenant.provisioned']);
    expect(await names({ families: ['process'] })).toEqual(['process.deleted']);
    expect(await names({ families: ['process'], types: ['tenant.provisioned'] })).toHaveLength(2);
    expect(await names({ processId })).toEqual(['process.deleted']);
    expect(await names({ processId: newId('process') })).toEqual([]);
  });

  test('keeps its place on an empty feed', async () => {
    const tenant = newId('tenant');
    const page = await read(tenant, FEED_START);
    expect(page).toEqual({ events: [], next: FEED_START, more: false });
  });

  test('goes on after an event', async () => {
    const tenant = newId('tenant');
    const [one, two] = [provisioned('one'), provisioned('two')];
    await append(tenant, one, two);
    const place = await readTenant(pool, tenant, (tx) => placeOf(tx, one.id));
    if (!place) throw new Error('the event has no place');
    expect((await read(tenant, place)).events.map((e) => e.id)).toEqual([two.id]);
  });
});

test('the end is the newest place, however many digits it has', async () => {
  const tenant = newId('tenant');
  const [older, newer] = [provisioned('older'), provisioned('newer')];
  await append(tenant, older);
  await append(tenant, newer);
  const admin = createPool({ url: database.adminUrl, name: 'test', max: 1, onError: () => {} });
  await admin.query("update events set xid = '9' where id = $1", [older.id]);
  await admin.query("update events set xid = '10' where id = $1", [newer.id]);
  await admin.end();
  const end = await readTenant(pool, tenant, feedEnd);
  expect(end.xid).toBe('10');
  expect((await read(tenant, end)).events).toEqual([]);
});

test('the end of a quiet firm is found without a look at what others have done since', async () => {
  const [quiet, busy] = [newId('tenant'), newId('tenant')];
  const last = provisioned('last');
  await fill(quiet, 'evt_q');
  await append(quiet, last);
  await fill(busy, 'evt_b');
  await analyzed();
  await readTenant(pool, quiet, async (tx) => {
    const before = await visited(tx);
    const end = await feedEnd(tx);
    const { events, next } = await readFeed(tx, end, {}, 20);
    expect((await visited(tx)) - before).toBeLessThan(20);
    expect(events).toEqual([]);
    expect(end).toEqual(next);
    expect(end).toEqual((await placeOf(tx, last.id)) ?? FEED_START);
  });
});

/** Three thousand events, half of them of each of two types. */
async function fill(tenant: string, prefix: string): Promise<void> {
  await withTenant(pool, tenant, ({ client }) =>
    client.query(
      `insert into events (tenant_id, id, aggregate, aggregate_id, version, type, occurred_at, data)
       select $1, $2::text || n, 'process', $2::text || n, 1, case n % 2 when 0 then 'process.created' else 'movement.detected' end,
         now(), '{}' from generate_series(1, 3000) as n`,
      [tenant, prefix],
    ),
  );
}

async function analyzed(): Promise<void> {
  const owner = createPool({ url: database.urls.owner, name: 'test', max: 1, onError: () => {} });
  await owner.query('analyze events');
  await owner.end();
}

describe('a feed of many events', () => {
  const tenant = newId('tenant');
  const rare = provisioned('rare');
  beforeAll(async () => {
    await fill(tenant, 'evt_a');
    await append(tenant, rare);
    await fill(tenant, 'evt_b');
    await analyzed();
  });

  test.each([
    [{ types: ['webhook.failing'] }, []],
    [{ families: ['webhook'] }, []],
    [{ types: ['tenant.provisioned'] }, [rare.id]],
    [{ families: ['tenant', 'webhook'] }, [rare.id]],
  ] as [FeedFilters, string[]][])(
    'finds what %o names without a look at the others',
    async (filters, ids) => {
      await readTenant(pool, tenant, async (tx) => {
        const before = await visited(tx);
        const { events, more, next } = await readFeed(tx, FEED_START, filters, 20);
        expect((await visited(tx)) - before).toBeLessThan(100);
        expect(events.map(({ id }) => id)).toEqual(ids);
        expect(more).toBe(false);
        expect(next).toEqual(await feedEnd(tx));
      });
    },
  );

  test.each([
    { types: ['tenant.provisioned', 'movement.detected'] },
    { types: ['tenant.provisioned'], families: ['movement', 'tenant'] },
    { families: ['tenant', 'movement'], processId: 'evt_a1' },
  ] as FeedFilters[])('pages through what %o names as if it had looked at all', async (filters) => {
    const all = await read(tenant, FEED_START, {}, 7_000);
    const wanted = all.events.filter(
      ({ type, aggregateId }) =>
        type !== 'process.created' && (!filters.processId || aggregateId === filters.processId),
    );
    const seen: string[] = [];
    let place = FEED_START;
    for (let more = true; more; ) {
      const page = await read(tenant, place, filters, 700);
      seen.push(...page.events.map(({ id }) => id));
      ({ next: place, more } = page);
    }
    expect(seen).toEqual(wanted.map(({ id }) => id));
    expect(seen.length).toBe(filters.processId ? 1 : 3001);
  });
});

/** Rows that the connection has read so far. */
async function visited({ client }: TenantTx): Promise<number> {
  const { rows } = await client.query<{ n: number }>(
    'select sum(coalesce(seq_tup_read, 0) + coalesce(idx_tup_fetch, 0))::int as n from pg_stat_xact_user_tables',
  );
  return rows[0]?.n ?? 0;
}

test('an event is read by its own firm alone', async () => {
  const [tenant, other] = [newId('tenant'), newId('tenant')];
  const event = provisioned('mine');
  await append(tenant, event);
  expect(await readTenant(pool, tenant, (tx) => readEvent(tx, event.id))).toMatchObject({
    id: event.id,
    tenant,
    occurredAt: event.occurredAt,
    causationId: null,
    data: { name: 'mine', plan: 'starter' },
  });
  await readTenant(pool, other, async (tx) => {
    expect(await readEvent(tx, event.id)).toBeUndefined();
    expect(await placeOf(tx, event.id)).toBeUndefined();
    expect(await feedEnd(tx)).toEqual(FEED_START);
  });
});

test('two writers with the same expected version: one is told', async () => {
  const tenant = newId('tenant');
  const processId = newId('process');
  await append(tenant, deleted(processId, 1));
  await expect(append(tenant, deleted(processId, 1))).rejects.toThrow(VersionConflict);
});
