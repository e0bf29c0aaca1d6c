import type { TenantTx } from '../../../db/tenant.ts';
import type { KnownEntry } from '../timeline/history.ts';
import { type FoldedCase, lastImportanceOf } from './fold.ts';
import { packHistory, saysTheSame } from './packed.ts';
import { processColumns } from './rows.ts';

export interface Difference {
  table: 'processes' | 'process_instances' | 'process_search' | 'movements';
  /** Id of the case, of the movement, or `prc_… alias grau`. */
  row: string;
  /** `missing` in the projection, `extra` in it, or `different` in the columns named. */
  kind: 'missing' | 'extra' | 'different';
  columns: string[];
}

interface Table {
  name: Difference['table'];
  key: string[];
  /** The column that names the case. */
  process: string;
  /** Follow from the events: [column, its type, its name in JSON]. */
  columns: [string, string, string][];
  /** Bookkeeping that events do not tell, for a row that is missing. */
  otherwise: [string, string][];
  /** Its rows from those of `processes` as JSON ($3), where they are not told as they are. */
  made?: string;
}

// In the order in which they are mended: the triggers of `processes` read movements and write process_search.
const TABLES: Table[] = [
  {
    name: 'movements',
    key: ['id'],
    process: 'process_id',
    columns: [
      ['id', 'text', 'id'],
      ['process_id', 'text', 'processId'],
      ['alias', 'text', 'alias'],
      ['grau', 'text', 'grau'],
      ['code', 'int', 'code'],
      ['name', 'text', 'name'],
      ['description', 'text', 'description'],
      ['occurred_at', 'timestamptz(3)', 'occurredAt'],
      ['complements', 'jsonb', 'complements'],
      ['unit_name', 'text', 'unitName'],
      ['importance', 'text', 'importance'],
      ['"group"', 'text', 'group'],
      ['origin', 'text', 'origin'],
      ['status', 'text', 'status'],
      ['detected_at', 'timestamptz(3)', 'detectedAt'],
      ['amended_at', 'timestamptz(3)', 'amendedAt'],
    ],
    otherwise: [],
  },
  {
    name: 'process_instances',
    key: ['process_id', 'alias', 'grau'],
    process: 'process_id',
    columns: [
      ['process_id', 'text', 'processId'],
      ['alias', 'text', 'alias'],
      ['grau', 'text', 'grau'],
      ['tribunal', 'text', 'tribunal'],
      ['header', 'jsonb', 'header'],
      ['history', 'bytea', 'history'],
      ['closed', 'boolean', 'closed'],
      ['secrecy', 'int', 'secrecy'],
    ],
    // No document has this hash, so the next one is compared.
    otherwise: [
      ['content_hash', "''"],
      ['updated_at', 'now()'],
    ],
  },
  {
    name: 'process_search',
    key: ['process_id'],
    process: 'process_id',
    columns: [
      ['process_id', 'text', 'id'],
      ['marks', 'tsvector', 'marks'],
    ],
    otherwise: [],
    made: `select id as process_id, process_marks($1, number, tags, to_tsvector('portuguese', pt_fold("searchText"))) as marks
      from json_to_recordset($3) as t(id text, number text, tags text[], "searchText" text)`,
  },
  {
    name: 'processes',
    key: ['id'],
    process: 'id',
    columns: [
      ['id', 'text', 'id'],
      ['number', 'text', 'number'],
      ['label', 'text', 'label'],
      ['tags', 'text[]', 'tags'],
      ['status', 'text', 'status'],
      ['court_status', 'text', 'courtStatus'],
      ['tribunal', 'text', 'tribunal'],
      ['class_name', 'text', 'className'],
      ['subjects', 'jsonb', 'subjects'],
      ['unit_name', 'text', 'unitName'],
      ['filed_at', 'timestamptz(3)', 'filedAt'],
      ['secrecy', 'int', 'secrecy'],
      ['closed', 'boolean', 'closed'],
      ['movement_count', 'int', 'movementCount'],
      ['last_movement_at', 'timestamptz(3)', 'lastMovementAt'],
      ['last_importance', 'text', 'lastImportance'],
      ['changed_at', 'timestamptz(3)', 'changedAt'],
      ['deleted_at', 'timestamptz(3)', 'deletedAt'],
      ['version', 'int', 'version'],
      ['search_text', 'text', 'searchText'],
    ],
    otherwise: [['created_at', '"createdAt"']],
  },
];

/**
 * Compares the stored rows of the bound firm's cases `ids` with what their events say, and with `mend` makes them equal.
 * A case without events among `folded` should have no rows.
 */
export async function compareCases(
  tx: TenantTx,
  ids: readonly string[],
  folded: readonly FoldedCase[],
  mend: boolean,
): Promise<Difference[]> {
  const histories = await storedHistories(tx, ids);
  const processes = folded.map((f) => ({
    ...processColumns(f.view),
    lastImportance: lastImportanceOf(f.movements),
    number: f.view.number,
    createdAt: f.createdAt,
  }));
  const rows = {
    processes,
    process_search: processes.filter(({ deletedAt }) => deletedAt === null),
    process_instances: folded.flatMap(({ view }) =>
      [...view.instances.values()].map(({ header, entries }) => ({
        processId: view.id,
        ...header,
        header,
        history: hexOf(history(histories.get(`${view.id} ${header.alias} ${header.grau}`), entries)),
      })),
    ),
    movements: folded.flatMap((f) => f.movements),
  };
  const differences: Difference[] = [];
  for (const table of TABLES) {
    const values = [tx.tenantId, ids, JSON.stringify(rows[table.name])];
    const found = await tx.client.query<Omit<Difference, 'table'>>(compareQuery(table), values);
    differences.push(...found.rows.map((row) => ({ table: table.name, ...row })));
    if (!mend || found.rows.length === 0) continue;
    const keysOf = (...kinds: Difference['kind'][]) =>
      found.rows.filter((d) => kinds.includes(d.kind)).map((d) => d.row);
    await tx.client.query(removeQuery(table), [tx.tenantId, ids, keysOf('extra')]);
    await tx.client.query(putQuery(table), [tx.tenantId, keysOf('missing', 'different'), values[2]]);
  }
  return differences;
}

/** In base64, by `prc_… tjsp G1`. */
async function storedHistories(tx: TenantTx, ids: readonly string[]): Promise<Map<string, string>> {
  const { rows } = await tx.client.query<{ key: string; history: string }>(
    `select concat_ws(' ', process_id, alias, grau) as key, encode(history, 'base64') as history
      from process_instances where tenant_id = $1 and process_id = any($2)`,
    [tx.tenantId, ids],
  );
  return new Map(rows.map(({ key, history }) => [key, history]));
}

/** The stored bytes when they say the same: the statements compare bytes. */
function history(stored: string | undefined, entries: readonly KnownEntry[]): string {
  return stored !== undefined && saysTheSame(stored, entries) ? stored : packHistory(entries);
}

/** A value of type bytea. */
function hexOf(base64: string): string {
  return `\\x${Buffer.from(base64, 'base64').toString('hex')}`;
}

const list = (table: Table) => table.columns.map(([column]) => column).join(', ');
/** `prc_… tjsp G1` as one text. */
const keyText = (table: Table, of: string) => table.key.map((k) => `${of}.${k}`).join(" || ' ' || ");

function told(table: Table, parameter: string, more: [string, string][] = []): string {
  if (table.made) return table.made;
  const fields = table.columns.map(([, type, json]) => `${quoted(json)} ${type}`);
  fields.push(...more.map(([name, type]) => `${name} ${type}`));
  const columns = table.columns.map(([column, , json]) => `${quoted(json)} as ${column}`);
  columns.push(...more.map(([name]) => name));
  return `select ${columns.join(', ')} from json_to_recordset(${parameter}) as t(${fields.join(', ')})`;
}

function compareQuery(table: Table): string {
  return `
    with stored as (
      select ${list(table)} from ${table.name} where tenant_id = $1 and ${table.process} = any($2)
    ), told as (${told(table, '$3')})
    select coalesce(${keyText(table, 's')}, ${keyText(table, 't')}) as row,
      case when s is null then 'missing' when t is null then 'extra' else 'different' end as kind,
      case when s is null or t is null then '{}' else array(
        select a.key from jsonb_each(to_jsonb(s)) a join jsonb_each(to_jsonb(t)) b using (key)
        where a.value is distinct from b.value order by 1) end as columns
    from (select *, true as here from stored) s full join (select *, true as here from told) t using (${table.key.join(', ')})
    where s is distinct from t
    order by 1`;
}

function removeQuery(table: Table): string {
  return `delete from ${table.name} x where tenant_id = $1 and ${table.process} = any($2) and ${keyText(table, 'x')} = any($3)`;
}

function putQuery(table: Table): string {
  const extra = table.otherwise
    .filter(([, value]) => value.startsWith('"'))
    .map(([, name]) => [name, 'timestamptz'] as [string, string]);
  const columns = ['tenant_id', ...table.columns.map(([c]) => c), ...table.otherwise.map(([c]) => c)];
  const values = [
    '$1',
    ...table.columns.map(([c]) => `t.${c}`),
    ...table.otherwise.map(([, value]) => value),
  ];
  const updates = table.columns.filter(([c]) => !table.key.includes(c)).map(([c]) => `${c} = excluded.${c}`);
  return `
    insert into ${table.name} (${columns.join(', ')})
    select ${values.join(', ')} from (${told(table, '$3', extra)}) t where ${keyText(table, 't')} = any($2)
    on conflict (tenant_id, ${table.key.join(', ')}) do update set ${updates.join(', ')}`;
}

function quoted(name: string): string {
  return `"${name}"`;
}
