import { afterAll, beforeAll, describe, expect, test } from 'bun:test';
import { parseCnjNumber } from '../../actors/contracts/cnj-number.ts';
import { newId } from '../../actors/contracts/ids.ts';
import { acquirePostgres, type TestDatabase } from '../../compose/test-kit/postgres.ts';
import { FEED_START, readFeed } from '../events/feed.ts';
import { createPool, type Pool } from '../pool.ts';
import { readTenant, withTenant } from '../tenant.ts';
import { deleteProcess } from './delete.ts';
import { findProcess } from './find.ts';
import { listInstances } from './instances.ts';
import { listProcesses, type ProcessFilters } from './list.ts';
import { readProcess } from './read.ts';
import { registerProcesses } from './register.ts';
import { registrationOf } from './registration.ts';
import { updateProcess } from './update.ts';

const NUMBERS = {
  tjsp: '00000011720998260001',
  tjrj: '00000011220998190001',
  trf3: '00000018920994030001',
  stf: '00000012520991000001',
};

let database: TestDatabase;
let app: Pool;
let runtime: Pool;
beforeAll(async () => {
  database = await acquirePostgres();
  const options = { name: 'test', max: 4, onError: () => {} };
  app = createPool({ ...options, url: database.urls.app });
  runtime = createPool({ ...options, url: database.urls.runtime });
});
afterAll(async () => {
  await Promise.all([app.end(), runtime.end()]);
  await database.release();
});

async function register(
  tenant: string,
  digits: string,
  fields: { label?: string | null; tags?: string[] } = {},
) {
  const parsed = parseCnjNumber(digits);
  if (!parsed.ok) throw new Error(parsed.message);
  const registration = registrationOf(parsed.number, {
    label: fields.label ?? null,
    tags: fields.tags ?? [],
  });
  const [one] = await withTenant(app, tenant, (tx) => registerProcesses(tx, [registration], {}));
  if (!one) throw new Error('nothing was registered');
  return one;
}

const eventsOf = (tenant: string) =>
  readTenant(app, tenant, async (tx) => (await readFeed(tx, FEED_START, {}, 100)).events);

async function search(tenant: string, filters: ProcessFilters, sort: 'created' | 'changed' = 'created') {
  const rows = await readTenant(app, tenant, (tx) => listProcesses(tx, filters, { sort, limit: 50 }));
  return rows.map((row) => row.number);
}

describe('registerProcesses', () => {
  test('keeps a number once however many register it at the same time', async () => {
    const tenant = newId('tenant');
    const all = await Promise.all(Array.from({ length: 8 }, () => register(tenant, NUMBERS.tjsp)));
    expect(new Set(all.map((r) => r.processId)).size).toBe(1);
    expect(all.filter((r) => r.created)).toHaveLength(1);
    expect((await eventsOf(tenant)).map((e) => e.type)).toEqual(['process.created']);
  });

  test('keeps one without a public index and says so', async () => {
    const tenant = newId('tenant');
    const { processId } = await register(tenant, NUMBERS.stf);
    const found = await readTenant(app, tenant, (tx) => readProcess(tx, processId));
    expect(found).toMatchObject({ courtStatus: 'no_index', courts: [], graus: [], version: 1 });
  });
});

describe('readProcess', () => {
  test('tells how fresh each court is, and the graus', async () => {
    const tenant = newId('tenant');
    const { processId } = await register(tenant, NUMBERS.tjsp);
    await runtime.query(
      `insert into court.cases (alias, number, watchers, next_check_at, next_full_at, interval_seconds, last_checked_at, last_result)
       values ('tjsp', $1, 1, '2026-01-02T00:00Z', now(), 60, '2026-01-01T00:00Z', 'unchanged')`,
      [NUMBERS.tjsp],
    );
    await withTenant(app, tenant, (tx) =>
      tx.client.query(
        `insert into process_instances (tenant_id, process_id, alias, grau, tribunal, header, history, content_hash, updated_at)
         values ($1, $2, 'tjsp', 'G1', 'TJSP', '{"class":{"code":7,"name":"Procedimento Comum"}}', '[]', 'h', now())`,
        [tenant, processId],
      ),
    );
    const found = await readTenant(app, tenant, (tx) => readProcess(tx, processId));
    expect(found?.courts).toMatchObject([{ alias: 'tjsp', lastResult: 'unchanged', urgent: false }]);
    expect(new Date(found?.courts[0]?.lastCheckedAt ?? '')).toEqual(new Date('2026-01-01T00:00Z'));
    expect(found?.graus).toMatchObject([{ grau: 'G1', className: 'Procedimento Comum', unitName: null }]);
    const graus = await readTenant(app, tenant, (tx) => listInstances(tx, processId));
    expect(graus).toMatchObject([{ alias: 'tjsp', grau: 'G1', movementCount: 0 }]);
  });

  test('shows nothing of it to another firm, not even that its court is asked', async () => {
    const tenant = newId('tenant');
    const other = newId('tenant');
    const { processId } = await register(tenant, NUMBERS.trf3);
    await runtime.query(
      `insert into court.cases (alias, number, watchers, next_check_at, next_full_at, interval_seconds)
       values ('trf3', $1, 1, now(), now(), 60)`,
      [NUMBERS.trf3],
    );
    await readTenant(app, other, async (tx) => {
      expect(await readProcess(tx, processId)).toBeUndefined();
      expect(await findProcess(tx, processId)).toBeUndefined();
      expect(await listInstances(tx, processId)).toBeUndefined();
      expect((await tx.client.query('select alias from court.cases')).rows).toEqual([]);
    });
  });
});

describe('updateProcess', () => {
  test('changes only what differs and appends one event with just that', async () => {
    const tenant = newId('tenant');
    const { processId } = await register(tenant, NUMBERS.tjsp, { label: 'Silva', tags: ['a'] });
    const update = await withTenant(app, tenant, (tx) =>
      updateProcess(tx, processId, { label: 'Souza', tags: ['a'], status: 'paused' }, { expectedVersion: 1 }),
    );
    expect(update).toMatchObject({
      outcome: 'updated',
      process: { label: 'Souza', status: 'paused', version: 2 },
    });
    const [, event] = await eventsOf(tenant);
    expect(event).toMatchObject({
      type: 'process.updated',
      version: 2,
      data: { process: { label: 'Souza' }, changes: { label: 'Souza', status: 'paused' } },
    });
    expect(event?.data).not.toHaveProperty('changes.tags');
    expect(await search(tenant, { q: 'souza' })).toEqual([NUMBERS.tjsp]);
    expect(await search(tenant, { q: 'silva' })).toEqual([]);
  });

  test('that changes nothing leaves version and feed alone', async () => {
    const tenant = newId('tenant');
    const { processId } = await register(tenant, NUMBERS.tjsp, { label: 'Silva' });
    const update = await withTenant(app, tenant, (tx) =>
      updateProcess(tx, processId, { label: 'Silva', status: 'active' }, {}),
    );
    expect(update).toMatchObject({ outcome: 'updated', eventId: null, changed: {}, process: { version: 1 } });
    expect(await eventsOf(tenant)).toHaveLength(1);
  });

  test('based on an older version is refused', async () => {
    const tenant = newId('tenant');
    const { processId } = await register(tenant, NUMBERS.tjsp);
    const change = (label: string) =>
      withTenant(app, tenant, (tx) => updateProcess(tx, processId, { label }, { expectedVersion: 1 }));
    const outcomes = await Promise.all([change('one'), change('two')]);
    expect(outcomes.map((o) => o.outcome).sort()).toEqual(['stale', 'updated']);
  });
});

test('a deleted case is gone, and its number begins anew', async () => {
  const tenant = newId('tenant');
  const first = await register(tenant, NUMBERS.tjsp);
  const remove = () => withTenant(app, tenant, (tx) => deleteProcess(tx, first.processId, {}));
  expect(await remove()).toMatchObject({ outcome: 'deleted', number: NUMBERS.tjsp });
  expect(await remove()).toEqual({ outcome: 'not_found' });
  expect(await readTenant(app, tenant, (tx) => readProcess(tx, first.processId))).toBeUndefined();
  const second = await register(tenant, NUMBERS.tjsp);
  expect(second.processId).not.toBe(first.processId);
  expect((await eventsOf(tenant)).map((e) => e.type)).toEqual([
    'process.created',
    'process.deleted',
    'process.created',
  ]);
});
