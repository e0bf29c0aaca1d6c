import { afterAll, beforeAll, describe, expect, test } from 'bun:test';
import { parseCnjNumber } from '../../actors/contracts/cnj-number.ts';
import { newId } from '../../actors/contracts/ids.ts';
import { acquirePostgres, type TestDatabase } from '../../compose/test-kit/postgres.ts';
import { createPool, type Pool } from '../pool.ts';
import { readTenant, withTenant } from '../tenant.ts';
import { listProcesses, type ProcessFilters } from './list.ts';
import { registerProcesses } from './register.ts';
import { registrationOf } from './registration.ts';
import { parseSearch } from './search.ts';

const NUMBERS = {
  tjsp: '00000011720998260001',
  tjrj: '00000011220998190001',
  stf: '00000012520991000001',
};

let database: TestDatabase;
let app: Pool;
beforeAll(async () => {
  database = await acquirePostgres();
  app = createPool({ url: database.urls.app, name: 'test', max: 4, onError: () => {} });
});
afterAll(async () => {
  await app.end();
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
  await withTenant(app, tenant, (tx) => registerProcesses(tx, [registration], {}));
}

async function search(tenant: string, filters: ProcessFilters, sort: 'created' | 'changed' = 'created') {
  const rows = await readTenant(app, tenant, (tx) => listProcesses(tx, filters, { sort, limit: 50 }));
  return rows.map((row) => row.number);
}

describe('listProcesses', () => {
  const tenant = newId('tenant');
  beforeAll(async () => {
    await register(tenant, NUMBERS.tjsp, {
      label: 'Intimações da Construtora Ávila',
      tags: ['cível', 'urgente'],
    });
    await register(tenant, NUMBERS.tjrj, { label: 'Contrato 2024', tags: ['cível'] });
    await register(tenant, NUMBERS.stf, { label: 'Reclamação' });
    await withTenant(app, tenant, async (tx) => {
      await tx.client.query(
        `insert into movements (tenant_id, id, process_id, alias, grau, code, name, description, occurred_at, complements,
           importance, "group", origin, detected_at)
         select $1, m.id, p.id, 'tjsp', 'G1', 1, 'n', m.id, m.at::timestamptz, '[]', m.importance, 'g', 'new', now()
         from processes p, (values ('old', '2026-01-01', 'low'), ('newest', '2026-02-01', 'high')) as m(id, at, importance)
         where p.tenant_id = $1 and p.number = $2`,
        [tenant, NUMBERS.tjsp],
      );
      await tx.client.query('update processes set movement_count = 2 where number = $1', [NUMBERS.tjsp]);
    });
  });

  test.each([
    ['a word of the label, with or without accent', { q: 'avila' }, ['tjsp']],
    ['another form of the word', { q: 'intimação' }, ['tjsp']],
    ['the beginning of the last word', { q: 'construtora av' }, ['tjsp']],
    ['a tag', { q: 'urgente' }, ['tjsp']],
    ['a masked number', { q: '0000001-17.2099.8.26.0001' }, ['tjsp']],
    ['a part of a number', { q: '17.2099.8' }, ['tjsp']],
    ['a number that lost its zeros', { q: '117.2099.8.26.0001' }, ['tjsp']],
    ['a year in a label', { q: 'contrato 2024' }, ['tjrj']],
    ['a word and a number together', { q: 'ávila 826' }, ['tjsp']],
    ['a word and the number of another case', { q: 'ávila 819' }, []],
    ['something that is nowhere', { q: 'inexistente' }, []],
    ['query syntax gone wrong', { q: `"ávila -( & | ! ' \\` }, ['tjsp']],
  ] as [string, ProcessFilters, (keyof typeof NUMBERS)[]][])('finds %s', async (_what, filters, found) => {
    expect(await search(tenant, filters)).toEqual(found.map((name) => NUMBERS[name]));
  });

  test.each([
    [{ tag: 'cível' }, ['tjrj', 'tjsp']],
    [{ courtStatus: 'no_index' }, ['stf']],
    [{ status: 'paused' }, []],
    [{ closed: true }, []],
    [{ importance: 'high' }, ['tjsp']],
    [{ importance: 'low' }, []],
    [{ tribunal: 'TJSP', courtDigits: '826' }, ['tjsp']],
    [{ changedSince: new Date('2020-01-01') }, ['stf', 'tjrj', 'tjsp']],
    [{ changedSince: new Date('2999-01-01') }, []],
  ] as [ProcessFilters, (keyof typeof NUMBERS)[]][])('filters by %o', async (filters, found) => {
    expect(await search(tenant, filters)).toEqual(found.map((name) => NUMBERS[name]));
  });

  test.each(['created', 'changed'] as const)('pages through all, once each, sorted by %s', async (sort) => {
    const seen: string[] = [];
    let after: { at: Date; id: string } | undefined;
    for (;;) {
      const [row] = await readTenant(app, tenant, (tx) => listProcesses(tx, {}, { sort, limit: 1, after }));
      if (!row) break;
      seen.push(row.number);
      after = { at: new Date(sort === 'created' ? row.createdAt : row.changedAt), id: row.id };
    }
    expect(seen).toEqual([NUMBERS.stf, NUMBERS.tjrj, NUMBERS.tjsp]);
  });

  test('shows the newest movement', async () => {
    const rows = await readTenant(app, tenant, (tx) => listProcesses(tx, {}, { sort: 'created', limit: 50 }));
    expect(rows.map((row) => row.lastMovement?.description)).toEqual([undefined, undefined, 'newest']);
  });
});

test('parseSearch tells words from parts of numbers', () => {
  expect(parseSearch(' ação  0000832-35.2018 12 ')).toEqual({ words: 'ação 12', numbers: ['0000832352018'] });
  expect(parseSearch('8.26')).toEqual({ words: null, numbers: ['826'] });
});
