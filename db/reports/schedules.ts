import type {
  ReportFormat,
  ReportKind,
  ReportParams,
  ScheduleTrigger,
} from '../../actors/contracts/reports.ts';
import type { FeedPlace } from '../events/feed.ts';
import type { TenantTx } from '../tenant.ts';

export type ScheduleStatus = 'active' | 'paused';

export interface Schedule {
  id: string;
  name: string;
  kind: ReportKind;
  params: ReportParams;
  formats: ReportFormat[];
  templateId: string | null;
  /** Ids of people. */
  deliverTo: string[];
  trigger: ScheduleTrigger;
  status: ScheduleStatus;
  nextRunAt: Date | null;
  lastRunAt: Date | null;
  lastReportId: string | null;
  feedPlace: FeedPlace | null;
  createdBy: string | null;
  createdAt: Date;
  updatedAt: Date;
  version: number;
}

const COLUMNS = `id, name, kind, params, formats, template_id as "templateId", deliver_to as "deliverTo", trigger, status, next_run_at as "nextRunAt",
  last_run_at as "lastRunAt", last_report_id as "lastReportId", feed_place as "feedPlace", created_by as "createdBy",
  created_at as "createdAt", updated_at as "updatedAt", version`;

export type NewSchedule = Pick<
  Schedule,
  | 'id'
  | 'name'
  | 'kind'
  | 'params'
  | 'formats'
  | 'templateId'
  | 'deliverTo'
  | 'trigger'
  | 'createdBy'
  | 'nextRunAt'
>;

export async function createSchedule(tx: TenantTx, schedule: NewSchedule): Promise<Schedule> {
  const { rows } = await tx.client.query<Schedule>({
    name: 'create-report-schedule',
    text: `insert into report_schedules (tenant_id, id, name, kind, params, formats, template_id, deliver_to, trigger, created_by, next_run_at)
      values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) returning ${COLUMNS}`,
    values: [
      tx.tenantId,
      schedule.id,
      schedule.name,
      schedule.kind,
      JSON.stringify(schedule.params),
      schedule.formats,
      schedule.templateId,
      schedule.deliverTo,
      JSON.stringify(schedule.trigger),
      schedule.createdBy,
      schedule.nextRunAt,
    ],
  });
  const [created] = rows;
  if (!created) throw new Error('the schedule was not inserted');
  return created;
}

export async function readSchedule(tx: TenantTx, scheduleId: string): Promise<Schedule | undefined> {
  const { rows } = await tx.client.query<Schedule>({
    name: 'read-report-schedule',
    text: `select ${COLUMNS} from report_schedules where tenant_id = $1 and id = $2 and deleted_at is null`,
    values: [tx.tenantId, scheduleId],
  });
  return rows[0];
}

export async function countSchedules(tx: TenantTx): Promise<number> {
  const { rows } = await tx.client.query({
    name: 'count-report-schedules',
    text: 'select count(*)::int as schedules from report_schedules where tenant_id = $1 and deleted_at is null',
    values: [tx.tenantId],
  });
  return rows[0].schedules;
}

/** Newest first; `after` is the last schedule of the page before. */
export async function listSchedules(
  tx: TenantTx,
  page: { limit: number; after?: { createdAt: Date; id: string } },
): Promise<Schedule[]> {
  const { rows } = await tx.client.query<Schedule>({
    text: `select ${COLUMNS} from report_schedules where tenant_id = $1 and deleted_at is null
        and ($2::timestamptz is null or (created_at, id) < ($2, $3)) order by created_at desc, id desc limit $4`,
    values: [tx.tenantId, page.after?.createdAt ?? null, page.after?.id ?? null, page.limit],
  });
  return rows;
}

/** Locks a schedule against other changes until the end of the transaction. */
export async function lockSchedule(tx: TenantTx, scheduleId: string): Promise<Schedule | undefined> {
  const { rows } = await tx.client.query<Schedule>({
    name: 'lock-report-schedule',
    text: `select ${COLUMNS} from report_schedules where tenant_id = $1 and id = $2 and deleted_at is null for update`,
    values: [tx.tenantId, scheduleId],
  });
  return rows[0];
}

/** Writes a whole schedule that was locked, under the next version. */
export async function saveSchedule(tx: TenantTx, schedule: Schedule): Promise<Schedule> {
  const { rows } = await tx.client.query<Schedule>({
    name: 'save-report-schedule',
    text: `update report_schedules set name = $3, params = $4, formats = $5, template_id = $6, trigger = $7, status = $8, next_run_at = $9,
        feed_place = $10, deliver_to = $11, updated_at = now(), version = version + 1
      where tenant_id = $1 and id = $2 returning ${COLUMNS}`,
    values: [
      tx.tenantId,
      schedule.id,
      schedule.name,
      JSON.stringify(schedule.params),
      schedule.formats,
      schedule.templateId,
      JSON.stringify(schedule.trigger),
      schedule.status,
      schedule.nextRunAt,
      schedule.feedPlace ? JSON.stringify(schedule.feedPlace) : null,
      schedule.deliverTo,
    ],
  });
  const [saved] = rows;
  if (!saved) throw new Error(`schedule ${schedule.id} vanished under its lock`);
  return saved;
}

export async function deleteSchedule(tx: TenantTx, scheduleId: string): Promise<boolean> {
  const { rowCount } = await tx.client.query({
    name: 'delete-report-schedule',
    text: 'update report_schedules set deleted_at = now() where tenant_id = $1 and id = $2 and deleted_at is null',
    values: [tx.tenantId, scheduleId],
  });
  return (rowCount ?? 0) > 0;
}

/** What a run or a look leaves behind; its settings and version stay, and what comes next is up to whoever changed it meanwhile. */
export async function recordRun(
  tx: TenantTx,
  { id, version }: Pick<Schedule, 'id' | 'version'>,
  run: { nextRunAt: Date | null; ran?: { at: Date; reportId: string | null }; feedPlace?: FeedPlace },
): Promise<void> {
  await tx.client.query({
    name: 'record-schedule-run',
    text: `update report_schedules set next_run_at = case when version = $7 then $3 else next_run_at end,
        last_run_at = coalesce($4, last_run_at), last_report_id = coalesce($5, last_report_id),
        feed_place = case when version = $7 or feed_place is not null then coalesce($6, feed_place) end
      where tenant_id = $1 and id = $2`,
    values: [
      tx.tenantId,
      id,
      run.nextRunAt,
      run.ran?.at ?? null,
      run.ran?.reportId ?? null,
      run.feedPlace ? JSON.stringify(run.feedPlace) : null,
      version,
    ],
  });
}
