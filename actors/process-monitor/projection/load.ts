import type { TenantTx } from '../../../db/tenant.ts';
import type { InstanceFact } from '../../contracts/events.ts';
import { unpackHistory } from './packed.ts';
import { type CaseView, emptyView, instanceKey } from './view.ts';

/** A case as it is stored, with how far each grau's record has been taken in. */
export interface LoadedCase {
  view: CaseView;
  createdAt: string;
  /** By `alias grau`. */
  cursors: Map<string, Cursor>;
}

/** Bookkeeping of observation, no part of the history: it moves without events. */
export interface Cursor {
  contentHash: string;
  /** Latest state of the court's record taken in, ISO 8601. */
  asOf: string | null;
}

interface CaseRow {
  id: string;
  number: string;
  label: string | null;
  tags: string[];
  status: 'active' | 'paused';
  courtStatus: string;
  closed: boolean;
  version: number;
  createdAt: string;
  instances: { header: InstanceFact; history: string; contentHash: string; asOf: string | null }[] | null;
}

/** The bound firm's cases of these numbers, those that it still watches. */
export async function loadCases(tx: TenantTx, numbers: readonly string[]): Promise<Map<string, LoadedCase>> {
  const { rows } = await tx.client.query<{ cases: string }>({
    name: 'load-cases',
    text: LOAD,
    values: [tx.tenantId, numbers],
  });
  const cases = JSON.parse(rows[0]?.cases ?? '[]') as CaseRow[];
  return new Map(cases.map((row) => [row.number, loaded(row)]));
}

function loaded(row: CaseRow): LoadedCase {
  const { id, number, label, tags, status, courtStatus, closed, version } = row;
  const view = { ...emptyView(id), number, label, tags, status, courtStatus, closed, version };
  const cursors = new Map<string, Cursor>();
  for (const { header, history, contentHash, asOf } of row.instances ?? []) {
    view.instances.set(instanceKey(header), { header, entries: unpackHistory(history) });
    cursors.set(instanceKey(header), { contentHash, asOf: asOf && utc(asOf) });
  }
  return { view, createdAt: utc(row.createdAt), cursors };
}

/** Postgres writes instants in the zone of its session; here they are compared as texts. */
export function utc(instant: string): string {
  return new Date(instant).toISOString();
}

/** What a list that no longer has a movement cannot tell of it any more. */
export interface MovementWords {
  name: string;
  description: string;
  unitName: string | null;
}

/** The words under which these movements were stored, by id. */
export async function loadMovementWords(
  tx: TenantTx,
  ids: readonly string[],
): Promise<Map<string, MovementWords>> {
  const { rows } = await tx.client.query<MovementWords & { id: string }>({
    name: 'load-movement-words',
    text: `select id, name, description, unit_name as "unitName" from movements where tenant_id = $1 and id = any($2)`,
    values: [tx.tenantId, ids],
  });
  return new Map(rows.map(({ id, ...words }) => [id, words]));
}

// One JSON text: a history is a document, and the driver would only parse it again.
const LOAD = `
  select coalesce(json_agg(json_build_object('id', p.id, 'number', p.number, 'label', p.label, 'tags', p.tags, 'status', p.status,
      'courtStatus', p.court_status, 'closed', p.closed, 'version', p.version, 'createdAt', p.created_at,
      'instances', (
        select json_agg(json_build_object('header', i.header, 'history', encode(i.history, 'base64'), 'contentHash', i.content_hash, 'asOf', i.source_updated_at))
        from process_instances i where i.tenant_id = p.tenant_id and i.process_id = p.id))), '[]')::text as cases
  from processes p where p.tenant_id = $1 and p.number = any($2) and p.deleted_at is null`;
