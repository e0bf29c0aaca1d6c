import { afterAll, beforeAll, describe, expect, test } from 'bun:test';
import { acquirePostgres, type TestDatabase } from '../compose/test-kit/postgres.ts';
import { APP_SHARED, APP_TENANT, FUNCTIONS, RUNTIME, RUNTIME_LESS } from './isolation.fixtures.ts';
import { createPool, type Pool, type PoolClient, sqlState } from './pool.ts';

// By the catalogue: a new table, column, view or function is tried the day it is migrated.
const [OURS, THEIRS] = ['ten_ours', 'ten_theirs'];
const DENIED = '42501';

interface Column {
  name: string;
  type: string;
}
interface Table {
  /** `schema.name` */
  name: string;
  schema: string;
  kind: string;
  secured: boolean;
  forced: boolean;
  /** Columns that a value can be given. */
  columns: Column[];
  /** The column that says whose a row is. */
  tenant: string | undefined;
  /** First column of the primary key. */
  firstKey: string | null;
}

let database: TestDatabase;
let admin: Pool;
let pools: { lux_app: Pool; lux_runtime: Pool };
let tables: Table[];
beforeAll(async () => {
  database = await acquirePostgres();
  const pool = (url: string) => createPool({ url, name: 'isolation', max: 2, onError() {} });
  admin = pool(database.adminUrl);
  pools = { lux_app: pool(database.urls.app), lux_runtime: pool(database.urls.runtime) };
  tables = (await admin.query(TABLES)).rows.map((row) => ({
    ...row,
    tenant: row.columns.find(({ name }: Column) => name === 'tenant_id' || name === 'tenant')?.name,
  }));
  for (const table of tables) if (table.tenant) for (const firm of [OURS, THEIRS]) await plant(table, firm);
}, 120_000);
afterAll(async () => {
  await Promise.all([admin.end(), pools.lux_app.end(), pools.lux_runtime.end()]);
  await database.release();
});

const TABLES = `
  select n.nspname || '.' || c.relname as name, n.nspname as schema, c.relkind as kind,
    c.relrowsecurity as secured, c.relforcerowsecurity as forced,
    (select json_agg(json_build_object('name', a.attname, 'type', format_type(a.atttypid, null)) order by a.attnum)
     from pg_attribute a where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
       and a.attgenerated = '' and a.attidentity <> 'a') as columns,
    (select a.attname from pg_index i join pg_attribute a on a.attrelid = c.oid and a.attnum = i.indkey[0]
     where i.indrelid = c.oid and i.indisprimary) as "firstKey"
  from pg_class c join pg_namespace n on n.oid = c.relnamespace
  where c.relkind in ('r', 'p', 'v', 'm', 'f') and n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
  order by 1`;

let planted = 0;
/** A value of any type that a column has; no two texts are the same. */
function sampleOf({ type }: Column): string {
  if (type.endsWith('[]')) return '{}';
  if (/^(smallint|integer|bigint|real|double precision|numeric|xid8)$/.test(type)) return '1';
  if (/^json/.test(type)) return '{}';
  if (/^timestamp|^date/.test(type)) return '2026-01-01';
  if (type === 'boolean') return 'true';
  if (type === 'bytea') return '\\x00';
  if (type === 'text' || type === 'tsvector' || type.startsWith('character')) return `planted${++planted}`;
  throw new Error(`isolation.test.ts has no value of the type ${type}`);
}

function insertOf(table: Table, firm: string) {
  const values = table.columns.map((column) => (column.name === table.tenant ? firm : sampleOf(column)));
  const names = table.columns.map(({ name }) => `"${name}"`).join(', ');
  const places = table.columns.map(({ type }, i) => `$${i + 1}::text::${type}`).join(', ');
  return { text: `insert into ${table.name} (${names}) overriding user value values (${places})`, values };
}

/** A row of a firm, made by the superuser past foreign keys: whether it makes sense does not matter, whose it is does. */
async function plant(table: Table, firm: string): Promise<void> {
  const client = await admin.connect();
  try {
    await client.query("set session_replication_role = 'replica'");
    const { text, values } = insertOf(table, firm);
    await client.query(text, values);
  } finally {
    await client.query("set session_replication_role = 'origin'");
    client.release();
  }
}

type Role = keyof typeof pools;

/** Tries a statement as a role bound to a firm, and undoes it. Answers rows touched or the error's code. */
async function attempt(
  role: Role,
  firm: string | undefined,
  text: string,
  values: unknown[] = [],
): Promise<number | string> {
  const client: PoolClient = await pools[role].connect();
  try {
    await client.query('begin');
    if (firm !== undefined) await client.query("select set_config('app.tenant_id', $1, true)", [firm]);
    return (await client.query(text, values)).rowCount ?? 0;
  } catch (error) {
    return sqlState(error) ?? String(error);
  } finally {
    await client.query('rollback');
    client.release();
  }
}

const RIGHTS = { a: 'insert', r: 'select', w: 'update', d: 'delete' } as const;

/** What a role has been granted on a table or any of its columns, and what nobody is ever granted. */
async function rightsOf(role: Role, table: string): Promise<string> {
  const able = async (right: string, question: string) =>
    (await admin.query(`select ${question}($1, $2, $3) as yes`, [role, table, right])).rows[0].yes;
  let rights = '';
  for (const [letter, right] of Object.entries(RIGHTS)) {
    const question = right === 'delete' ? 'has_table_privilege' : 'has_any_column_privilege';
    if (await able(right, question)) rights += letter;
  }
  for (const right of ['truncate', 'references', 'trigger'])
    if (await able(right, 'has_table_privilege')) rights += `+${right}`;
  return rights;
}

describe('every table', () => {
  test('with a tenant has that first in its key, and row-level security that binds its owner too', () => {
    const wrong = tables.filter(
      ({ schema, tenant, secured, forced, firstKey }) =>
        schema === 'public' && (tenant !== 'tenant_id' || firstKey !== 'tenant_id' || !secured || !forced),
    );
    expect(wrong.map(({ name }) => name)).toEqual([]);
    expect(tables.filter(({ schema }) => schema === 'public').length).toBeGreaterThan(10);
  });

  test('is a table: a view would read with the rights of its owner', () => {
    expect(tables.filter(({ kind }) => kind !== 'r').map(({ name }) => name)).toEqual([]);
  });

  test('gives the application what is declared, and nothing else', async () => {
    const granted: Record<string, string> = {};
    const declared: Record<string, string> = {};
    for (const { name, tenant, secured } of tables) {
      granted[name] = await rightsOf('lux_app', name);
      declared[name] = tenant ? (APP_TENANT[name] ?? 'arwd') : (APP_SHARED[name] ?? '');
      // Whose rows it has must be settled by the database, not by who writes the query.
      if (tenant && granted[name] !== '' && !secured) granted[name] += ' without row-level security';
    }
    expect(granted).toEqual(declared);
  });

  test('gives the workers what is declared, and nothing else', async () => {
    const granted: Record<string, string> = {};
    const declared: Record<string, string> = {};
    for (const { name, schema } of tables) {
      granted[name] = await rightsOf('lux_runtime', name);
      declared[name] = RUNTIME_LESS[name] ?? RUNTIME[schema] ?? '';
    }
    expect(granted).toEqual(declared);
  });
});

/** Tenant tables that a role reaches only within the firm that it is bound to. */
const bound = (role: Role) =>
  tables.filter(({ tenant, schema, name }) =>
    role === 'lux_app'
      ? tenant && APP_TENANT[name] !== ''
      : tenant && schema === 'public' && RUNTIME_LESS[name] !== '',
  );

describe.each(['lux_app', 'lux_runtime'] as const)('%s, bound to one firm', (role) => {
  test('sees its own rows and no other', async () => {
    const seen: Record<string, unknown> = {};
    for (const { name, tenant } of bound(role)) {
      seen[name] = [
        await attempt(role, OURS, `select 1 from ${name}`),
        await attempt(role, OURS, `select 1 from ${name} where ${tenant} = $1`, [THEIRS]),
        await attempt(role, undefined, `select 1 from ${name}`),
        await attempt(role, '', `select 1 from ${name}`),
        await attempt(role, `${OURS}' or 'a' = 'a`, `select 1 from ${name}`),
        await attempt(role, '%', `select 1 from ${name}`),
      ];
    }
    expect(Object.keys(seen).length).toBeGreaterThan(10);
    expect(seen).toEqual(Object.fromEntries(Object.keys(seen).map((name) => [name, [1, 0, 0, 0, 0, 0]])));
  });

  test('changes and deletes no row of another, and gives none away', async () => {
    const wrong: Record<string, unknown> = {};
    const expectOneOf = (name: string, got: number | string, allowed: (number | string)[]) => {
      if (!allowed.includes(got)) wrong[name] = got;
    };
    for (const table of bound(role)) {
      const { name, tenant, columns } = table;
      for (const { name: column } of columns) {
        const change = `update ${name} set "${column}" = "${column}" where ${tenant} = $1`;
        expectOneOf(`${name}: update of ${column}`, await attempt(role, OURS, change, [THEIRS]), [0, DENIED]);
      }
      const take = `update ${name} set ${tenant} = $2 where ${tenant} = $1`;
      expectOneOf(`${name}: taken`, await attempt(role, OURS, take, [THEIRS, OURS]), [0, DENIED]);
      expectOneOf(`${name}: given away`, await attempt(role, OURS, take, [OURS, THEIRS]), [DENIED]);
      expectOneOf(
        `${name}: delete`,
        await attempt(role, OURS, `delete from ${name} where ${tenant} = $1`, [THEIRS]),
        [0, DENIED],
      );
      const all = await attempt(role, OURS, `delete from ${name}`);
      expectOneOf(`${name}: delete of everything`, all, [1, DENIED, '23503']);
      expectOneOf(`${name}: truncate`, await attempt(role, OURS, `truncate ${name} cascade`), [DENIED]);
      const { text, values } = insertOf(table, THEIRS);
      expectOneOf(`${name}: insert`, await attempt(role, OURS, text, values), [DENIED]);
    }
    expect(wrong).toEqual({});
  }, 120_000);
});

describe('functions', () => {
  test('that a role may call are declared', async () => {
    for (const role of ['lux_app', 'lux_runtime'] as const) {
      const { rows } = await admin.query(
        `select distinct n.nspname || '.' || p.proname as name from pg_proc p join pg_namespace n on n.oid = p.pronamespace
         where n.nspname !~ '^pg_' and n.nspname <> 'information_schema' and has_schema_privilege($1, n.oid, 'usage')
           and has_function_privilege($1, p.oid, 'execute') order by 1`,
        [role],
      );
      expect(rows.map(({ name }) => name)).toEqual(FUNCTIONS[role]);
    }
  });

  test('with the rights of their owner belong to lux_auth, find nothing by a path of the caller, and are not for everybody', async () => {
    const { rows } = await admin.query(
      `select n.nspname as schema, p.proname as name, pg_get_userbyid(p.proowner) as owner,
         array_to_string(p.proconfig, ' ') as settings, has_function_privilege('public', p.oid, 'execute') as everybody
       from pg_proc p join pg_namespace n on n.oid = p.pronamespace
       where p.prosecdef and n.nspname !~ '^pg_' and n.nspname <> 'information_schema'`,
    );
    expect(rows.length).toBeGreaterThan(3);
    for (const row of rows) {
      expect(row).toMatchObject({ schema: 'auth', owner: 'lux_auth', everybody: false });
      expect(row.settings).toMatch(/^search_path=[\w, ]*pg_temp/);
    }
  });

  test('made for looking up before a firm is known answer to nobody without the secret', async () => {
    for (const name of ['api_key_by_hash', 'session_by_refresh', 'user_by_email'])
      for (const guess of [null, '', '%', '_', "' or true --"])
        expect([
          name,
          guess,
          await attempt('lux_app', OURS, `select 1 from auth.${name}($1)`, [guess]),
        ]).toEqual([name, guess, 0]);
  });

  test('that look a case up past row-level security look at those of the bound firm', async () => {
    const theirs = 'ten_searched';
    await admin.query(
      `insert into processes (tenant_id, id, number, tags, changed_at, version, search_text)
       values ($1, 'prc_theirs', '00000011720998260001', '{segredo}', now(), 1, 'segredo')`,
      [theirs],
    );
    for (const role of ['lux_app', 'lux_runtime'] as const) {
      const look = (firm: string | undefined, ...asked: unknown[]) =>
        attempt(role, firm, 'select auth.processes_marked($1, $2, $3, 10)', asked);
      for (const asked of [
        [null, null, []],
        ['segredo', null, []],
        [null, 'segredo', []],
        [null, '-outro', []],
        [null, null, ['1720998']],
        ["' | '", "' or segredo", []],
      ]) {
        expect([role, asked, await look(OURS, ...asked)]).toEqual([role, asked, 0]);
        expect([role, asked, await look(undefined, ...asked)]).toEqual([role, asked, 0]);
      }
      expect(await look(theirs, 'segredo', 'segredo', ['1720998'])).toBe(1);
    }
    // A row that bears the marks of another firm is still whose it is.
    await admin.query(
      `update process_search set marks = (select marks from process_search where process_id = 'prc_theirs') where tenant_id = $1`,
      [OURS],
    );
    expect(
      await attempt('lux_app', theirs, 'select auth.processes_marked($1, null, $2, 10)', ['segredo', []]),
    ).toBe(1);
  });

  test('send no message in another firm’s name', async () => {
    const mail = (tenant: string) =>
      JSON.stringify([
        { id: `m-${++planted}`, kind: 'k', partition: 1, tenant, key: '', type: 't', payload: {} },
      ]);
    for (const call of ['select rt.send($1)', 'select * from rt.send_unless_full($1, 10)']) {
      expect(await attempt('lux_app', OURS, call, [mail(THEIRS)])).toBe(DENIED);
      expect(await attempt('lux_app', undefined, call, [mail(THEIRS)])).toBe(DENIED);
      expect(typeof (await attempt('lux_app', OURS, call, [mail(OURS)]))).toBe('number');
    }
    // A reminder of the same name in another firm's mailbox is not replaced either.
    const reminder = (tenant: string) =>
      JSON.stringify([
        {
          id: `m-${++planted}`,
          kind: 'k',
          partition: 1,
          tenant,
          key: '',
          type: 't',
          payload: {},
          due: 1e15,
          reminder: 'r',
        },
      ]);
    await admin.query('select rt.send($1)', [reminder(THEIRS)]);
    expect(await attempt('lux_app', OURS, 'select rt.send($1)', [reminder(THEIRS)])).toBe(DENIED);
  });
});

describe('the roles', () => {
  test('own nothing, bypass nothing, and can become nobody else', async () => {
    const { rows } = await admin.query(
      `select rolname, rolsuper, rolbypassrls, rolcreatedb, rolcreaterole, rolreplication,
         (select count(*)::int from pg_class where relowner = r.oid) + (select count(*)::int from pg_proc where proowner = r.oid) as owned,
         (select count(*)::int from pg_auth_members where member = r.oid) as "memberOf"
       from pg_roles r where rolname in ('lux_app', 'lux_runtime') order by 1`,
    );
    const nothing = {
      rolsuper: false,
      rolbypassrls: false,
      rolcreatedb: false,
      rolcreaterole: false,
      rolreplication: false,
    };
    expect(rows).toEqual([
      { rolname: 'lux_app', ...nothing, owned: 0, memberOf: 0 },
      { rolname: 'lux_runtime', ...nothing, owned: 0, memberOf: 0 },
    ]);
    for (const role of ['lux_app', 'lux_runtime'] as const) {
      for (const other of [
        'lux_owner',
        'lux_auth',
        role === 'lux_app' ? 'lux_runtime' : 'lux_app',
        'postgres',
      ])
        for (const verb of ['set role', 'set session authorization'])
          expect([role, await attempt(role, OURS, `${verb} ${other}`)]).toEqual([role, DENIED]);
      for (const command of [
        'set local session_replication_role = replica',
        'create table public.mine (a int)',
        'create schema mine',
        'alter table public.users disable row level security',
        'drop policy tenant_isolation on public.users',
        "copy public.users to program 'cat'",
        "select pg_read_file('/etc/passwd')",
        'select * from pg_authid',
      ])
        expect([role, command, await attempt(role, OURS, command)]).toEqual([role, command, DENIED]);
    }
  });

  test('row-level security cannot be wished away: that is an error, not everybody’s rows', async () => {
    for (const role of ['lux_app', 'lux_runtime'] as const) {
      const client = await pools[role].connect();
      try {
        await client.query('begin');
        await client.query('set local row_security = off');
        await expect(client.query('select 1 from public.users')).rejects.toMatchObject({ code: DENIED });
      } finally {
        await client.query('rollback');
        client.release();
      }
    }
  });
});

test('public court data shows only what the firm watches', async () => {
  const number = '00000011720998260001';
  for (const table of ['cases', 'checks'] as const) {
    const found = tables.find(({ name }) => name === `court.${table}`);
    if (!found) throw new Error(`court.${table} is gone`);
    const values = found.columns.map((column) => (column.name === 'number' ? number : sampleOf(column)));
    const places = found.columns.map(({ type }, i) => `$${i + 1}::text::${type}`).join(', ');
    const client = await admin.connect();
    await client.query("set session_replication_role = 'replica'");
    await client.query(`insert into court.${table} values (${places})`, values);
    await client.query("set session_replication_role = 'origin'");
    client.release();
  }
  const look = (firm: string | undefined) =>
    Promise.all(
      ['cases', 'checks'].map((table) => attempt('lux_app', firm, `select number from court.${table}`)),
    );
  expect(await look(OURS)).toEqual([0, 0]);
  await admin.query(
    "update processes set number = $1, deleted_at = null, created_at = '2020-01-01' where tenant_id = $2",
    [number, OURS],
  );
  expect(await look(OURS)).toEqual([1, 1]);
  expect(await look(THEIRS)).toEqual([0, 0]);
  expect(await look(undefined)).toEqual([0, 0]);
});
