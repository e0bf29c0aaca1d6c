import { compactJson } from '../../../db/compact-json.ts';
import type { Pool } from '../../../db/pool.ts';
import { withTenant } from '../../../db/tenant.ts';

/** Numbers and ids of a firm's cases follow from their place: `number(firm, case)`. */
export const caseNumber = (firm: number, n: number) =>
  `${String(firm).padStart(4, '0')}${String(n).padStart(9, '0')}8260001`;
export const caseId = (firm: number, n: number) =>
  `prc_${String(firm).padStart(6, '0')}${String(n).padStart(20, '0')}`;
export const endpointId = 'whk_00000000000000000000000000';
export const eventId = (firm: number, n: number) => `evt_${caseId(firm, n).slice(-22)}0003`;
/** Whoever was told of everything, at every firm. */
export const personId = 'per_00000000000000000000000000';
export const notificationId = (firm: number, n: number) => `ntf_${caseId(firm, n).slice(-26)}`;

/** Adds to a firm the cases from `from` to `to` with what workers have learnt about them. Role lux_runtime. */
export async function addCases(
  pool: Pool,
  firm: { tenantId: string; place: number },
  from: number,
  to: number,
): Promise<void> {
  if (from >= to) return;
  const history = compactJson('[]');
  await withTenant(pool, firm.tenantId, async ({ client, tenantId }) => {
    const values = [firm.place, from, to - 1];
    await client.query('set local synchronous_commit = off');
    for (const text of OF_THE_FIRM) await client.query(text, [...values, tenantId]);
    await client.query(GRAUS, [...values, tenantId, history]);
    for (const text of OF_THE_COURT) await client.query(text, values);
    await client.query(DOCUMENTS, [...values, history]);
  });
}

// One out of each; only the ids need to be unique and to sort as real ones do.
const CASES = `(select n, 'prc_' || lpad($1::text, 6, '0') || lpad(n::text, 20, '0') as id,
  lpad($1::text, 4, '0') || lpad(n::text, 9, '0') || '8260001' as number,
  'Construtora Ávila x Município ' || n || case when $1::int > 0 then ' Alheio' else '' end as label,
  now() - (n % 1000) * interval '1 hour' as at from generate_series($2::int, $3::int) n) as c`;

const OF_THE_FIRM = [
  `insert into processes (tenant_id, id, number, label, tags, court_status, tribunal, class_name, movement_count,
     last_importance, changed_at, created_at, version, search_text)
   select $4, id, number, label, array['cível', 'carteira ' || n % 7, 'cliente:' || n % 50], 'found', 'TJSP', 'Procedimento Comum Cível', 2, 'low', at, at, 3,
     concat_ws(' ', number, label, 'cível', 'TJSP Procedimento Comum Cível Indenização por Dano Moral 3ª Vara Cível Central') from ${CASES}`,
  `insert into movements (tenant_id, id, process_id, alias, grau, code, name, description, occurred_at, complements, importance,
     "group", origin, detected_at)
   select $4, 'mov_' || right(id, 22) || lpad(m::text, 4, '0'), id, 'tjsp', 'G1', 85, 'Petição', 'Juntada de petição',
     at - m * interval '1 day', '[]', 'low', 'party', 'backfill', at
   from ${CASES} cross join generate_series(1, 2) m`,
  `insert into events (tenant_id, id, aggregate, aggregate_id, version, type, occurred_at, recorded_at, data)
   select $4, 'evt_' || right(id, 22) || lpad(v::text, 4, '0'), 'process', id, v,
     case v when 1 then 'process.created' else 'movement.detected' end, at, at, '{"process": {"label": null}}'
   from ${CASES} cross join generate_series(1, 3) v`,
  `insert into webhook_deliveries (tenant_id, id, endpoint_id, event_id, event_type, process_id, sequence, body, state, attempts,
     finished_at)
   select $4, 'whd_' || right(id, 26), '${endpointId}', 'evt_' || right(id, 22) || '0003', 'movement.detected', id, 1, '{}',
     'delivered', 1, at from ${CASES}`,
  `insert into jobs (tenant_id, id, type, state, created_at, updated_at)
   select $4, 'job_' || right(id, 26), 'process.refresh', 'succeeded', at, at from ${CASES} where n % 10 = 0`,
  `insert into notices (tenant_id, person_id, event_id, channel, outcome, notification_id, process_id, dedup_key, event_class, created_at)
   select $4, '${personId}', 'evt_' || right(id, 22) || '0003', 'inbox', 'sent', 'ntf_' || right(id, 26), id, id, 'routine', at
   from ${CASES}`,
  `insert into notifications (tenant_id, id, person_id, kind, event_class, process_ids, event_ids, state, needs_ack, acknowledged_at,
     created_at)
   select $4, 'ntf_' || right(id, 26), '${personId}', 'single', 'routine', array[id], array['evt_' || right(id, 22) || '0003'],
     'read', true, at, at from ${CASES}`,
  `insert into notification_sends (tenant_id, id, notification_id, person_id, channel, state, created_at, sent_at, delivered_at, read_at)
   select $4, 'snd_' || right(id, 26), 'ntf_' || right(id, 26), '${personId}', 'inbox', 'read', at, at, at, at from ${CASES}`,
  `insert into notification_processes (tenant_id, process_id, position)
   select m.tenant_id, process_id, m.position from ${CASES}
   join notifications m on m.tenant_id = $4 and m.id = 'ntf_' || right(c.id, 26) cross join unnest(m.process_ids) as process_id`,
  `insert into notification_ledger (tenant_id, notification_id, state, at)
   select $4, 'ntf_' || right(id, 26), state, at from ${CASES} cross join unnest(array['queued', 'sent', 'read']) state`,
  `insert into ai_answers (tenant_id, id, task, process_id, input, state, created_at, finished_at)
   select $4, 'ans_' || right(id, 26), 'summary', id, '{}', 'done', at, at from ${CASES}`,
  `insert into court.watchers (alias, number, tenant_id, process_id) select 'tjsp', number, $4, id from ${CASES}`,
];

const GRAUS = `
  insert into process_instances (tenant_id, process_id, alias, grau, tribunal, header, history, content_hash, updated_at)
  select $4, id, 'tjsp', 'G1', 'TJSP', '{"alias": "tjsp", "grau": "G1", "tribunal": "TJSP", "subjects": [], "secrecy": 0}',
    decode($5, 'base64'), 'none', at from ${CASES}`;

const OF_THE_COURT = [
  `insert into court.cases (alias, number, watchers, next_check_at, next_full_at, interval_seconds, last_checked_at, last_result)
   select 'tjsp', number, 1, now() + (n % 360) * interval '1 minute', now() + interval '3 days', 21600, at, 'unchanged'
   from ${CASES}`,
  `insert into court.requests (id, alias, mode, asked_at, answered_at, outcome, http_status, numbers, hits)
   select 'req_' || lpad($1::text, 6, '0') || lpad(n::text, 20, '0'), 'tjsp', 'status', at, at, 'ok', 200, 10, 10
   from ${CASES} where n % 10 = 0`,
  `insert into court.checks (number, alias, request_id, checked_at, result)
   select number, 'tjsp', 'req_' || lpad($1::text, 6, '0') || lpad((n - n % 10)::text, 20, '0'), now(), 'unchanged'
   from ${CASES}`,
];

const DOCUMENTS = `
  insert into court.documents (alias, number, grau, content_hash, body, first_seen_at, fetched_at, request_id)
  select 'tjsp', number, 'G1', 'none', decode($4, 'base64'), at, at, 'req_load'
  from ${CASES}`;
