import { createJob } from '../../../db/jobs/create.ts';
import { createReport } from '../../../db/reports/create.ts';
import { readSchedule, recordRun, type Schedule } from '../../../db/reports/schedules.ts';
import { readTemplate } from '../../../db/reports/templates.ts';
import type { TenantTx } from '../../../db/tenant.ts';
import { newId } from '../../contracts/ids.ts';
import { reportRenderer } from '../../contracts/report-renderer.ts';
import { KIND_NAMES, PARAMS_OF, type ReportParams } from '../../contracts/reports.ts';
import { message } from '../../runtime/message.ts';
import type { Send } from '../../runtime/outbox.ts';
import type { RendererContext, RendererParts } from '../parts.ts';
import { dueEvents } from '../schedule/due-events.ts';
import { LEAST_MINUTES, nextRun } from '../schedule/next-run.ts';

const DAY_MS = 86_400_000;

/**
 * The beat of a schedule (key = its id).
 *
 *   made or changed ──▶ plan: the alarm is set for the next run, in the place of the one before
 *   alarm ──▶ gone, paused, or changed since ──▶ nothing
 *         ──▶ by cron: a report, the next alarm. Runs missed meanwhile are one.
 *         ──▶ by event: a look at the feed; a report for each case about which something happened; the next look, which is a
 *             quarter of an hour off when there were reports: what happens meanwhile is told by those of that look
 *
 * The report, its job, the alarm and the place in the feed are one commit: no run is lost and none is doubled.
 */
export async function run(
  parts: RendererParts,
  ctx: RendererContext,
  { scheduleId, version }: { scheduleId: string; version: number },
): Promise<void> {
  const schedule = await ctx.read((tx) => readSchedule(tx, scheduleId));
  if (schedule?.status !== 'active' || schedule.version !== version) return;
  const { trigger } = schedule;
  if ('cron' in trigger) {
    const next = nextRun(trigger, runOf(schedule, parts.now()));
    alarmAt(ctx, schedule, next);
    ctx.write(async (tx, send) => {
      const reportId = await start(tx, send, parts, schedule, schedule.params);
      await recordRun(tx, schedule, { nextRunAt: next, ran: { at: parts.now(), reportId } });
    });
    return;
  }
  const at = parts.now();
  const rested = restedAt(schedule);
  if (rested > at) {
    alarmAt(ctx, schedule, rested);
    ctx.write((tx) => recordRun(tx, schedule, { nextRunAt: rested }));
    return;
  }
  const { processIds, place } = await ctx.read((tx) => dueEvents(tx, trigger, schedule.feedPlace));
  const asked = paramsOf(schedule, processIds);
  const next = asked.length > 0 ? restedAt({ lastRunAt: at }) : new Date(at.getTime() + parts.lookEveryMs);
  alarmAt(ctx, schedule, next);
  ctx.write(async (tx, send) => {
    let reportId: string | null = null;
    for (const params of asked) reportId = await start(tx, send, parts, schedule, params);
    const ran = asked.length > 0 ? { at, reportId } : undefined;
    await recordRun(tx, schedule, { nextRunAt: next, ran, feedPlace: place });
  });
}

/** The time of a run: never before the one that it was planned for, though the alarm rings by another machine's clock. */
function runOf({ nextRunAt }: Schedule, now: Date): Date {
  return nextRunAt && nextRunAt > now ? nextRunAt : now;
}

/** From when on a schedule by event may make reports again. */
function restedAt({ lastRunAt }: Pick<Schedule, 'lastRunAt'>): Date {
  return new Date(lastRunAt ? lastRunAt.getTime() + LEAST_MINUTES * 60_000 : 0);
}

/** Sets the alarm of a schedule that was made or changed. */
export async function plan(
  parts: RendererParts,
  ctx: RendererContext,
  { scheduleId }: { scheduleId: string },
): Promise<void> {
  const schedule = await ctx.read((tx) => readSchedule(tx, scheduleId));
  if (schedule?.status !== 'active') return;
  const { trigger } = schedule;
  const next = 'cron' in trigger ? nextRun(trigger, parts.now()) : parts.now();
  alarmAt(ctx, schedule, next);
  ctx.write((tx) => recordRun(tx, schedule, { nextRunAt: next }));
}

function alarmAt(ctx: RendererContext, { id, version }: Schedule, at: Date | null): void {
  if (!at) return;
  const to = { tenant: ctx.tenant, key: id };
  ctx.send(reportRenderer, 'run', to, { scheduleId: id, version }, { at, reminder: 'run' });
}

/** A kind that is about one case is made for each case, unless the schedule names one; others are made once. */
function paramsOf(schedule: Schedule, processIds: readonly (string | null)[]): ReportParams[] {
  if (processIds.length === 0) return [];
  const { kind, params } = schedule;
  if (!PARAMS_OF[kind].needs.includes('processId')) return [params];
  const cases = processIds.filter((id): id is string => id !== null);
  const wanted = params.processId === undefined ? cases : cases.filter((id) => id === params.processId);
  return wanted.map((processId) => ({ ...params, processId }));
}

async function start(
  tx: TenantTx,
  send: Send,
  { retentionDays, now }: RendererParts,
  schedule: Schedule,
  params: ReportParams,
): Promise<string> {
  const { kind, templateId, formats } = schedule;
  const template = templateId === null ? undefined : await readTemplate(tx, templateId);
  const id = newId('report');
  const { job } = await createJob(tx, { type: 'report.render', subject: id });
  await createReport(tx, {
    id,
    kind,
    title: KIND_NAMES[kind],
    params,
    // One that was deleted is told by the report itself.
    template: templateId === null ? null : { id: templateId, version: template?.version ?? 0 },
    scheduleId: schedule.id,
    deliverTo: schedule.deliverTo,
    createdBy: schedule.createdBy ?? undefined,
    expiresAt: new Date(now().getTime() + retentionDays * DAY_MS),
  });
  const order = { reportId: id, jobId: job.id, formats };
  send(message(reportRenderer, 'render', { tenant: tx.tenantId, key: id }, order, { jobId: job.id }));
  return id;
}
