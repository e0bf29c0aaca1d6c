import type { TenantTx } from '../../../db/tenant.ts';
import type { Cursor } from './load.ts';
import { packHistory } from './packed.ts';
import { type MovementChange, movedColumns, processColumns } from './rows.ts';
import type { CaseView, InstanceView } from './view.ts';

export interface CaseChange {
  view: CaseView;
  /** Nothing but movements: its header, its label and what it is found by are as they were. */
  onlyMoved: boolean;
}

export interface InstanceChange {
  processId: string;
  instance: InstanceView;
  cursor: Cursor;
  isNew: boolean;
  /** Its history has changed. */
  moved: boolean;
  /** Its header has changed. */
  headed: boolean;
}

/**
 * Locks cases in the order in which everybody locks: rows before events. The other way round a person who changes a label
 * at the same moment would wait for us, and we for them.
 */
export async function lockCases(tx: TenantTx, cases: readonly CaseChange[]): Promise<void> {
  if (cases.length === 0) return;
  await tx.client.query({
    name: 'lock-cases',
    text: 'select 1 from processes where tenant_id = $1 and id = any($2) order by id for update',
    values: [tx.tenantId, cases.map(({ view }) => view.id)],
  });
}

/**
 * Writes what changed of some cases of the bound firm: a statement per table, however many cases, all in one flight. What has
 * not changed is not sent: a history is long, and the search index follows the text that it is made of.
 */
export async function writeCases(
  tx: TenantTx,
  cases: readonly CaseChange[],
  instances: readonly InstanceChange[],
  movements: readonly MovementChange[],
): Promise<void> {
  const run = async (name: string, text: string, rows: readonly unknown[]) => {
    if (rows.length > 0) await tx.client.query({ name, text, values: [tx.tenantId, JSON.stringify(rows)] });
  };
  const moved = cases.filter((c) => c.onlyMoved).map(({ view }) => movedColumns(view));
  const changed = cases.filter((c) => !c.onlyMoved).map(({ view }) => processColumns(view));
  await Promise.all([
    run('insert-movements', INSERT_MOVEMENTS, movements.filter((m) => !m.amended).map(movementRow)),
    run('amend-movements', AMEND_MOVEMENTS, movements.filter((m) => m.amended).map(movementRow)),
    run('insert-instances', INSERT_INSTANCES, instances.filter((i) => i.isNew).map(instanceRow)),
    run('update-instances', UPDATE_INSTANCES, instances.filter((i) => !i.isNew).map(instanceRow)),
    run('update-cases', UPDATE_CASES, changed),
    run('move-cases', MOVE_CASES, moved),
  ]);
}

function movementRow({ fact, ...change }: MovementChange) {
  return { ...fact, ...change };
}

function instanceRow({ processId, instance, cursor, isNew, moved, headed }: InstanceChange) {
  const { header, entries } = instance;
  return {
    processId,
    alias: header.alias,
    grau: header.grau,
    tribunal: header.tribunal,
    header: isNew || headed ? header : null,
    history: isNew || moved ? packHistory(entries) : null,
    closed: header.closed,
    secrecy: header.secrecy,
    contentHash: cursor.contentHash,
    asOf: cursor.asOf,
  };
}

const MOVEMENT_COLUMNS = `id text, "processId" text, alias text, grau text, code int, name text, description text, "occurredAt" timestamptz,
  complements jsonb, "unitName" text, importance text, "group" text, origin text, status text, at timestamptz`;

const INSERT_MOVEMENTS = `
  insert into movements (tenant_id, id, process_id, alias, grau, code, name, description, occurred_at, complements, unit_name,
    importance, "group", origin, status, detected_at)
  select $1, id, "processId", alias, grau, code, name, description, "occurredAt", complements, "unitName",
    importance, "group", origin, status, at
  from json_to_recordset($2) as m(${MOVEMENT_COLUMNS})`;

// A withdrawal carries no words: what was stored stays.
const AMEND_MOVEMENTS = `
  update movements m set
    status = a.status, amended_at = a.at, code = coalesce(a.code, m.code), name = coalesce(nullif(a.name, ''), m.name),
    description = coalesce(a.description, m.description), occurred_at = coalesce(a."occurredAt", m.occurred_at),
    complements = coalesce(a.complements, m.complements), unit_name = coalesce(a."unitName", m.unit_name),
    importance = coalesce(a.importance, m.importance), "group" = coalesce(a."group", m."group")
  from json_to_recordset($2) as a(${MOVEMENT_COLUMNS})
  where m.tenant_id = $1 and m.id = a.id`;

const INSTANCE_COLUMNS = `"processId" text, alias text, grau text, tribunal text, header jsonb, history text, closed boolean,
  secrecy int, "contentHash" text, "asOf" timestamptz`;

const INSERT_INSTANCES = `
  insert into process_instances (tenant_id, process_id, alias, grau, tribunal, header, history, closed, secrecy, content_hash,
    source_updated_at, updated_at)
  select $1, "processId", alias, grau, tribunal, header, decode(history, 'base64'), closed, secrecy, "contentHash", "asOf", now()
  from json_to_recordset($2) as i(${INSTANCE_COLUMNS})`;

const UPDATE_INSTANCES = `
  update process_instances i set tribunal = u.tribunal, header = coalesce(u.header, i.header),
    history = coalesce(decode(u.history, 'base64'), i.history), closed = u.closed, secrecy = u.secrecy, content_hash = u."contentHash",
    source_updated_at = u."asOf", updated_at = now()
  from json_to_recordset($2) as u(${INSTANCE_COLUMNS})
  where i.tenant_id = $1 and i.process_id = u."processId" and i.alias = u.alias and i.grau = u.grau`;

const MOVED_COLUMNS = `id text, "movementCount" int, "lastMovementAt" timestamptz, "changedAt" timestamptz, version int`;

const CASE_COLUMNS = `${MOVED_COLUMNS}, label text, tags text[], status text, "courtStatus" text, tribunal text,
  "className" text, subjects jsonb, "unitName" text, "filedAt" timestamptz, secrecy int, closed boolean,
  "deletedAt" timestamptz, "searchText" text`;

const MOVED = `movement_count = c."movementCount", last_movement_at = c."lastMovementAt", changed_at = c."changedAt",
  version = c.version`;

const MOVE_CASES = `
  update processes p set ${MOVED}
  from json_to_recordset($2) as c(${MOVED_COLUMNS})
  where p.tenant_id = $1 and p.id = c.id`;

const UPDATE_CASES = `
  update processes p set ${MOVED},
    label = c.label, tags = c.tags, status = c.status, court_status = c."courtStatus", tribunal = c.tribunal,
    class_name = c."className", subjects = c.subjects, unit_name = c."unitName", filed_at = c."filedAt", secrecy = c.secrecy,
    closed = c.closed, deleted_at = c."deletedAt", search_text = c."searchText"
  from json_to_recordset($2) as c(${CASE_COLUMNS})
  where p.tenant_id = $1 and p.id = c.id`;
