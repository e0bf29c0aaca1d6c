import { afterAll, beforeAll, describe, expect, test } from 'bun:test';
import fc from 'fast-check';
import { newId } from '../../actors/contracts/ids.ts';
import { acquirePostgres, type TestDatabase } from '../../compose/test-kit/postgres.ts';
import { createPool, type Pool } from '../pool.ts';
import { readTenant, type TenantTx, withTenant } from '../tenant.ts';
import { deleteProcess } from './delete.ts';
import { listProcesses, type ProcessFilters, type ProcessSort } from './list.ts';
import { markedProcesses } from './marked.ts';
import { parseSearch } from './search.ts';
import { updateProcess } from './update.ts';

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

interface Case {
  id: string;
  number: string;
  label: string;
  tags: string[];
}

const numberOf = (n: number) => `${String(n).padStart(7, '0')}0020268260001`;

/** Cases of a firm, the last one the newest. */
async function watch(firm: string, cases: Case[]): Promise<void> {
  await withTenant(app, firm, ({ client }) =>
    client.query(
      `insert into processes (tenant_id, id, number, label, tags, changed_at, created_at, version, search_text)
       select $1, id, number, label, tags, at, at, 1, concat_ws(' ', number, label, array_to_string(tags, ' '))
       from rows from (json_to_recordset($2) as (id text, number text, label text, tags text[])) with ordinality as c
       cross join lateral (select timestamptz '2026-01-01' + ordinality * interval '1 second' as at)`,
      [firm, JSON.stringify(cases)],
    ),
  );
}

const marked = (firm: string, q: string, tag?: string) =>
  readTenant(app, firm, (tx) => markedProcesses(tx, parseSearch(q), tag));

describe('markedProcesses', () => {
  const firm = newId('tenant');
  const cases: Case[] = [
    { id: 'prc_1', number: numberOf(1), label: "Água D'Ávila", tags: ['cível', "d'água \\ x"] },
    { id: 'prc_2', number: numberOf(1234567), label: 'Banco do Norte', tags: ['Cível'] },
    { id: 'prc_3', number: numberOf(7654321), label: 'Contrato 2024', tags: [] },
  ];
  beforeAll(async () => {
    await watch(firm, cases);
    await watch(
      newId('tenant'),
      cases.map((one) => ({ ...one, id: `${one.id}_theirs` })),
    );
  });

  test.each([
    ['a tag as it is written', '', 'cível', ['prc_1']],
    ['a tag of any characters', '', "d'água \\ x", ['prc_1']],
    ['a part of a tag', '', 'cíve', []],
    ['a word that other firms have too', 'banco', undefined, ['prc_2']],
    ['the beginning of a word', 'nort', undefined, ['prc_2']],
    ['everything but a word', '-banco', undefined, ['prc_1', 'prc_3']],
    ['a part of a number', '234567', undefined, ['prc_2']],
    ['a year in a label', '2024', undefined, ['prc_3']],
    ['a word and a tag', 'avila', 'Cível', []],
    ['nothing but small words', 'do de', undefined, []],
  ] as [string, string, string | undefined, string[]][])('finds %s', async (_what, q, tag, ids) => {
    expect((await marked(firm, q, tag))?.sort()).toEqual(ids);
  });

  test('follows a case that changes, and forgets one that is gone', async () => {
    const other = newId('tenant');
    await watch(other, [{ id: 'prc_a', number: numberOf(9), label: 'Antigo', tags: ['velha'] }]);
    await withTenant(app, other, (tx) => updateProcess(tx, 'prc_a', { label: 'Novo', tags: ['nova'] }, {}));
    expect(await marked(other, '', 'velha')).toEqual([]);
    expect(await marked(other, 'antigo')).toEqual([]);
    expect(await marked(other, 'novo', 'nova')).toEqual(['prc_a']);
    await withTenant(app, other, (tx) => deleteProcess(tx, 'prc_a', {}));
    expect(await marked(other, 'novo')).toEqual([]);
    expect(await readTenant(app, other, rowsOfSearch)).toBe(0);
  });
});

const rowsOfSearch = async ({ client }: TenantTx) =>
  (await client.query('select from process_search')).rowCount;

test('no case that has what was typed is missed, whatever it was', async () => {
  const word = fc.oneof(
    fc.constantFrom(
      'ação',
      'ações',
      "d'água",
      'ávila',
      'banco',
      'e-mail@tj.jus.br',
      '2024',
      '\\',
      "''",
      '=',
      '#a',
      '~123',
      '<->',
    ),
    fc.string({ unit: 'grapheme', maxLength: 6 }).map((s) => s.replaceAll('\0', '')),
  );
  const phrase = fc.array(word, { minLength: 1, maxLength: 4 }).map((words) => words.join(' '));
  const typed = fc
    .tuple(phrase, fc.constantFrom('', '-', '"', ' or ', '826', '0020268'))
    .map(([a, b]) => b + a);
  const property = fc.asyncProperty(
    fc.array(
      fc.tuple(
        phrase,
        fc.array(
          word.filter((w) => w !== ''),
          { maxLength: 2 },
        ),
      ),
      { minLength: 1, maxLength: 8 },
    ),
    typed,
    async (drawn, q) => {
      const firm = newId('tenant');
      await watch(
        firm,
        drawn.map(([label, tags], n) => ({ id: `prc_${n}`, number: numberOf(n), label, tags })),
      );
      const { words, numbers } = parseSearch(q);
      const tag = drawn[0]?.[1][0];
      await readTenant(app, firm, async (tx) => {
        const walked = await tx.client.query<{ id: string }>(WALK, [words, numbers, tag ?? null]);
        const found = await markedProcesses(tx, { words, numbers }, tag);
        expect(found).toEqual(expect.arrayContaining(walked.rows.map(({ id }) => id)));
      });
    },
  );
  await fc.assert(property, { numRuns: 150 });
}, 60_000);

const WALK = `
  select id from processes p where ($1::text is null or p.search @@ pt_query($1)) and ($3::text is null or $3 = any(p.tags))
    and not exists (select from unnest($2::text[]) as fragment
      where p.number not like '%' || fragment || '%' and not p.search @@ plainto_tsquery('portuguese', fragment))`;

describe('a list of a firm with many cases', () => {
  const firm = newId('tenant');
  const CASES = 4_000;
  /** Cases looked at for a page: the next few hundred, and what an index told of. */
  const ENOUGH = 1_300;
  beforeAll(async () => {
    const cases = Array.from({ length: CASES }, (_, n) => ({
      id: `prc_${String(n).padStart(6, '0')}`,
      number: numberOf(n),
      label: n === 7 ? 'Raríssima' : `Município ${n % 3 === 0 ? 'Oeste' : 'Leste'}`,
      tags: n === 8 ? ['única'] : n % 2 === 0 ? ['cível'] : [],
    }));
    await watch(firm, cases);
    // What is common elsewhere and unknown here.
    await watch(
      newId('tenant'),
      cases.map((one) => ({ ...one, id: `${one.id}x`, label: 'Alheio' })),
    );
    const owner = createPool({ url: database.urls.owner, name: 'test', max: 1, onError: () => {} });
    await owner.query('analyze processes, process_search');
    await owner.end();
  }, 60_000);

  const list = (filters: ProcessFilters, sort: ProcessSort, after?: { at: Date; id: string }) =>
    readTenant(app, firm, async (tx) => {
      const before = await visited(tx);
      const rows = await listProcesses(tx, filters, { sort, limit: 20, after });
      return { rows, visited: (await visited(tx)) - before };
    });

  test.each(
    (
      [
        [{ tag: 'cível' }, 20],
        [{ tag: 'única' }, 1],
        [{ tag: 'nenhuma' }, 0],
        [{ q: 'município' }, 20],
        [{ q: 'raríssima' }, 1],
        [{ q: 'alheio' }, 0],
        [{ q: '0000007-00' }, 1],
        [{ q: '99999' }, 0],
        [{ q: 'leste', tag: 'única' }, 1],
        [{ status: 'paused' }, 0],
        [{ courtStatus: 'not_found' }, 0],
        [{ closed: true }, 0],
        [{ tribunal: 'TJRJ', courtDigits: '819' }, 0],
        [{ importance: 'critical' }, 0],
      ] as [ProcessFilters, number][]
    ).flatMap(([filters, found]) =>
      (['created', 'changed'] as const).map((sort) => [filters, sort, found] as const),
    ),
  )('with %o by %s looks at few of them', async (filters, sort, found) => {
    const { rows, visited } = await list(filters, sort);
    expect(rows).toHaveLength(found);
    expect(visited).toBeLessThan(ENOUGH);
  });

  test.each([{ tag: 'cível' }, { q: 'oeste' }])('with %o has every page in order, once', async (filters) => {
    const seen: string[] = [];
    let after: { at: Date; id: string } | undefined;
    for (let pages = 0; pages < 12; pages++) {
      const { rows } = await list(filters, 'created', after);
      seen.push(...rows.map(({ id }) => id));
      const last = rows.at(-1);
      if (last) after = { at: new Date(last.createdAt), id: last.id };
    }
    expect(seen).toEqual([...new Set(seen)].sort().reverse());
    expect(seen).toHaveLength(240);
  });

  test('goes on with a rare word where the last page ended', async () => {
    const { rows } = await list({ q: 'raríssima' }, 'created', {
      at: new Date('2026-01-01T00:00:09Z'),
      id: 'prc_000008',
    });
    expect(rows.map(({ label }) => label)).toEqual(['Raríssima']);
    const { rows: past } = await list({ q: 'raríssima' }, 'created', {
      at: new Date('2026-01-01T00:00:07Z'),
      id: 'prc_000006',
    });
    expect(past).toEqual([]);
  });
});

/** Rows that the connection has read so far, within functions too. */
async function visited({ client }: TenantTx): Promise<number> {
  const { rows } = await client.query<{ n: number }>(
    'select sum(coalesce(seq_tup_read, 0) + coalesce(idx_tup_fetch, 0))::int as n from pg_stat_xact_user_tables',
  );
  return rows[0]?.n ?? 0;
}
