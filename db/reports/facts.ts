import type { CheckResult } from '../checks/list.ts';
import type { MovementRow } from '../movements/list.ts';
import type { TenantTx } from '../tenant.ts';

/** The firm as a letterhead names it. */
export async function readFirm(tx: TenantTx): Promise<{ name: string; timeZone: string } | undefined> {
  const { rows } = await tx.client.query({
    name: 'read-firm',
    text: 'select name, time_zone as "timeZone" from tenants where tenant_id = $1',
    values: [tx.tenantId],
  });
  return rows[0];
}

export interface MovementOfPeriod extends MovementRow {
  processId: string;
  number: string;
  label: string | null;
}

export interface PeriodFilters {
  processId?: string;
  tag?: string;
  importance?: string[];
  /** Whether cases under secrecy are among them. */
  includeSealed: boolean;
}

/** Movements that a court dates into a period (`until` excluded), oldest first. */
export async function movementsOfPeriod(
  tx: TenantTx,
  period: { since: Date; until: Date },
  filters: PeriodFilters,
  limit: number,
): Promise<MovementOfPeriod[]> {
  const { rows } = await tx.client.query<MovementOfPeriod>({
    text: `select m.id, m.alias, m.grau, m.code, m.name, m.description, m.occurred_at as "occurredAt", m.complements,
        m.unit_name as "unitName", m.importance, m."group", m.origin, m.status, m.detected_at as "detectedAt",
        m.amended_at as "amendedAt", p.id as "processId", p.number, p.label
      from processes p join movements m on m.tenant_id = p.tenant_id and m.process_id = p.id
      where p.tenant_id = $1 and p.deleted_at is null and m.occurred_at >= $2 and m.occurred_at < $3 and m.status = 'active'
        and ($4::text is null or p.id = $4) and ($5::text is null or p.tags @> array[$5])
        and ($6::text[] is null or m.importance = any($6)) and ($7 or p.secrecy = 0)
      order by m.occurred_at, m.id limit $8`,
    values: [
      tx.tenantId,
      period.since,
      period.until,
      filters.processId ?? null,
      filters.tag ?? null,
      filters.importance ?? null,
      filters.includeSealed,
      limit,
    ],
  });
  return rows;
}

/** Cases under secrecy that fit and are left out without a grant. */
export async function countSealed(
  tx: TenantTx,
  filters: Pick<PeriodFilters, 'processId' | 'tag'>,
): Promise<number> {
  const { rows } = await tx.client.query({
    name: 'count-sealed',
    text: `select count(*)::int as sealed from processes p where p.tenant_id = $1 and p.deleted_at is null and p.secrecy > 0
      and ($2::text is null or p.id = $2) and ($3::text is null or p.tags @> array[$3])`,
    values: [tx.tenantId, filters.processId ?? null, filters.tag ?? null],
  });
  return rows[0].sealed;
}

/** Checks of a case by court and result since the firm watches it. */
export async function summariseChecks(
  tx: TenantTx,
  process: { number: string; watchedSince: Date },
): Promise<{ alias: string; result: CheckResult; checks: number; last: Date }[]> {
  const { rows } = await tx.client.query({
    name: 'summarise-checks',
    text: `select alias, result, count(*)::int as checks, max(checked_at) as last from court.checks
      where number = $1 and checked_at >= $2 group by alias, result order by alias, result`,
    values: [process.number, process.watchedSince],
  });
  return rows;
}

export interface UsageDay {
  /** Calendar day in the firm's time zone, ISO. */
  day: string;
  checks: number;
  movements: number;
  delivered: number;
  failed: number;
  reports: number;
}

/** What the platform did for the firm, day by day, every day of the period. */
export async function usageByDay(
  tx: TenantTx,
  period: { since: Date; until: Date },
  timeZone: string,
): Promise<UsageDay[]> {
  const { rows } = await tx.client.query<UsageDay>({
    text: `with days as (
        select generate_series(($2::timestamptz at time zone $4)::date, (($3::timestamptz - interval '1 second') at time zone $4)::date, '1 day')::date as day),
      checks as (select (c.checked_at at time zone $4)::date as day, count(*)::int as n from court.checks c
        where c.number in (select number from processes where tenant_id = $1) and c.checked_at >= $2 and c.checked_at < $3 group by 1),
      moved as (select (detected_at at time zone $4)::date as day, count(*)::int as n from movements
        where tenant_id = $1 and detected_at >= $2 and detected_at < $3 and origin <> 'backfill' group by 1),
      sent as (select (finished_at at time zone $4)::date as day, count(*) filter (where state = 'delivered')::int as ok,
          count(*) filter (where state = 'failed')::int as bad from webhook_deliveries
        where tenant_id = $1 and finished_at >= $2 and finished_at < $3 group by 1),
      made as (select (ready_at at time zone $4)::date as day, count(*)::int as n from reports
        where tenant_id = $1 and ready_at >= $2 and ready_at < $3 group by 1)
      select to_char(d.day, 'YYYY-MM-DD') as day, coalesce(checks.n, 0) as checks, coalesce(moved.n, 0) as movements,
        coalesce(sent.ok, 0) as delivered, coalesce(sent.bad, 0) as failed, coalesce(made.n, 0) as reports
      from days d left join checks using (day) left join moved using (day) left join sent using (day) left join made using (day)
      order by d.day`,
    values: [tx.tenantId, period.since, period.until, timeZone],
  });
  return rows;
}

export interface EndpointUsage {
  url: string;
  delivered: number;
  failed: number;
  pending: number;
  attempts: number;
}

/** Deliveries of the period by endpoint, and how many cases are watched. */
export async function usageByEndpoint(
  tx: TenantTx,
  period: { since: Date; until: Date },
): Promise<EndpointUsage[]> {
  const { rows } = await tx.client.query<EndpointUsage>({
    name: 'usage-by-endpoint',
    text: `select w.url, count(*) filter (where d.state = 'delivered')::int as delivered, count(*) filter (where d.state = 'failed')::int as failed,
        count(*) filter (where d.state = 'pending')::int as pending, coalesce(sum(d.attempts), 0)::int as attempts
      from webhook_endpoints w join webhook_deliveries d on d.tenant_id = w.tenant_id and d.endpoint_id = w.id
      where w.tenant_id = $1 and d.created_at >= $2 and d.created_at < $3 group by w.id, w.url order by w.url, w.id`,
    values: [tx.tenantId, period.since, period.until],
  });
  return rows;
}

export async function countCases(tx: TenantTx): Promise<{ active: number; paused: number; closed: number }> {
  const { rows } = await tx.client.query({
    name: 'count-cases',
    text: `select count(*) filter (where status = 'active')::int as active, count(*) filter (where status = 'paused')::int as paused,
        count(*) filter (where closed)::int as closed from processes where tenant_id = $1 and deleted_at is null`,
    values: [tx.tenantId],
  });
  return rows[0];
}
