import type { EventEnvelope } from '../../../actors/contracts/events.ts';
import type { Pool } from '../../../db/pool.ts';
import type { Sandbox } from '../../datajud-sandbox/server.ts';
import type { Docket } from '../workload/docket.ts';
import type { Firm } from '../workload/firms.ts';
import type { Finding } from './finding.ts';

/** An event as it stands in the store. */
export interface StoredEvent {
  tenant_id: string;
  id: string;
  aggregate_id: string;
  version: number;
  type: string;
  origin: string;
  data: EventEnvelope['data'];
}

interface ToldMovement {
  code: number;
  occurredAt: string;
}

/** Every event of the run, each aggregate's in order. */
export async function readHistory(admin: Pool): Promise<StoredEvent[]> {
  const { rows } = await admin.query<StoredEvent>(
    'select tenant_id, id, aggregate_id, version, type, origin, data from events order by tenant_id, aggregate_id, version',
  );
  return rows;
}

/** What firms were told of their cases, against what the courts have. */
export async function auditHistory(
  admin: Pool,
  events: readonly StoredEvent[],
  { docket, firms, sandbox }: { docket: Docket; firms: readonly Firm[]; sandbox: Sandbox },
): Promise<Finding[]> {
  const lost: string[] = [];
  const twice: string[] = [];
  const invented: string[] = [];
  const mixed: string[] = [];
  const owners = new Map<string, string>();
  const byProcess = Map.groupBy(events, ({ aggregate_id }) => aggregate_id);
  let watched = 0;
  for (const one of docket.cases) {
    const court = sandbox.control.readCase(one.number).flatMap(({ source }) => source.movimentos ?? []);
    const wanted = court.map(({ codigo, dataHora }) => `${codigo} ${String(dataHora).slice(0, 19)}`);
    for (const { firm, processId } of one.watchers) {
      if (!processId) continue;
      watched++;
      owners.set(processId, firms[firm]?.tenantId ?? '');
      const own = byProcess.get(processId) ?? [];
      const created = own.filter(({ type }) => type === 'process.created').length;
      if (created !== 1) twice.push(`${processId}: ${created} times process.created`);
      const told = own
        .flatMap(movementsOf)
        .map(({ code, occurredAt }) => `${code} ${occurredAt.slice(0, 19)}`);
      const { missing, extra } = compareBags(wanted, told);
      lost.push(...missing.map((what) => `${processId}: ${what}`));
      for (const what of extra) (wanted.includes(what) ? twice : invented).push(`${processId}: ${what}`);
    }
  }
  // The courts have taken nothing back.
  for (const { type, aggregate_id } of events)
    if (type === 'movement.withdrawn' || type === 'movement.corrected' || type === 'process.rebased')
      invented.push(`${aggregate_id}: ${type}`);
  for (const { tenant_id, aggregate_id, data } of events) {
    const named = (data as { process?: { id: string } }).process?.id ?? aggregate_id;
    const owner = owners.get(named);
    if (owner !== undefined && owner !== tenant_id) mixed.push(`${named} in the feed of ${tenant_id}`);
  }
  return [
    { check: 'lost', of: 'movements', looked: watched, wrong: lost },
    { check: 'twice', of: 'movements', looked: watched, wrong: twice },
    { check: 'invented', of: 'movements', looked: watched, wrong: invented },
    { check: 'cross-tenant', of: 'events', looked: events.length, wrong: mixed },
    { check: 'order', of: 'events', looked: events.length, wrong: holes(byProcess) },
    {
      check: 'tables are the history',
      of: 'cases',
      looked: watched,
      wrong: await tablesApart(admin, byProcess, owners),
    },
  ];
}

function movementsOf({ type, data }: StoredEvent): ToldMovement[] {
  if (type === 'process.imported') return (data as { movements: ToldMovement[] }).movements;
  if (type === 'movement.detected') return [(data as { movement: ToldMovement }).movement];
  return [];
}

/** What the one list has more of than the other, as often as it has. */
export function compareBags(wanted: readonly string[], found: readonly string[]) {
  const counts = new Map<string, number>();
  for (const one of wanted) counts.set(one, (counts.get(one) ?? 0) + 1);
  for (const one of found) counts.set(one, (counts.get(one) ?? 0) - 1);
  const missing: string[] = [];
  const extra: string[] = [];
  for (const [one, count] of counts) {
    for (let i = 0; i < count; i++) missing.push(one);
    for (let i = 0; i > count; i--) extra.push(one);
  }
  return { missing, extra };
}

/** Versions of an aggregate are 1, 2, 3 … */
function holes(byAggregate: ReadonlyMap<string, readonly StoredEvent[]>): string[] {
  return [...byAggregate]
    .filter(([, events]) => events.some(({ version }, i) => version !== i + 1))
    .map(([id, events]) => `${id}: versions ${events.map(({ version }) => version).join(', ')}`);
}

/** The tables that the API reads, against the events that made them. */
async function tablesApart(
  admin: Pool,
  byProcess: ReadonlyMap<string, readonly StoredEvent[]>,
  owners: ReadonlyMap<string, string>,
): Promise<string[]> {
  const { rows } = await admin.query<{ process_id: string; count: number }>(
    'select process_id, count(*)::int as count from movements group by 1',
  );
  const stored = new Map(rows.map(({ process_id, count }) => [process_id, count]));
  return [...owners.keys()].flatMap((processId) => {
    const told = (byProcess.get(processId) ?? []).flatMap(movementsOf).length;
    const have = stored.get(processId) ?? 0;
    return told === have ? [] : [`${processId}: ${have} movements in the table, ${told} in its events`];
  });
}
