import { newId } from '../../actors/contracts/ids.ts';
import { reportRenderer } from '../../actors/contracts/report-renderer.ts';
import { message } from '../../actors/runtime/message.ts';
import type { Send } from '../../actors/runtime/outbox.ts';
import { readFirm } from '../../db/reports/facts.ts';
import {
  countSchedules,
  createSchedule as insertSchedule,
  lockSchedule,
  type Schedule,
  saveSchedule,
} from '../../db/reports/schedules.ts';
import type { TenantTx } from '../../db/tenant.ts';
import type { Call } from '../http/conventions.ts';
import { notFound, Problem } from '../problems/problem.ts';
import { requireOwn, requireParams } from '../reports/check.ts';
import type { ReportParts } from '../reports/parts.ts';
import type { NewSchedule, SchedulePatch } from './schemas.ts';
import { triggerOf } from './trigger.ts';

const MAX_SCHEDULES = 100;

interface By {
  createdBy: string | null;
  call: Call;
  now: number;
  parts: ReportParts;
}

/** Adds a schedule and has its alarm set. @throws Problem invalid-body, too-many */
export async function createSchedule(
  tx: TenantTx,
  send: Send,
  wanted: NewSchedule,
  by: By,
): Promise<Schedule> {
  if ((await countSchedules(tx)) >= MAX_SCHEDULES)
    throw new Problem('too-many', { detail: `A firm may have ${MAX_SCHEDULES} schedules.` });
  const params = wanted.params ?? {};
  const trigger = triggerOf(wanted.trigger, wanted.kind, await zoneOf(tx), by.parts, by.now);
  requireParams(wanted.kind, params, 'events' in trigger);
  const { templateId = null, deliverTo = [] } = wanted;
  await requireOwn(tx, { params, templateId, deliverTo });
  const schedule = await insertSchedule(tx, {
    id: newId('reportSchedule'),
    name: wanted.name,
    kind: wanted.kind,
    params,
    formats: wanted.formats ?? ['pdf'],
    templateId,
    deliverTo,
    trigger,
    createdBy: by.createdBy,
    nextRunAt: 'cron' in trigger ? by.parts.nextRun(trigger, new Date(by.now)) : new Date(by.now),
  });
  plan(tx, send, schedule, by.call);
  return schedule;
}

/** Changes a schedule. @throws Problem not-found, version-mismatch, invalid-body */
export async function updateSchedule(
  tx: TenantTx,
  send: Send,
  scheduleId: string,
  patch: SchedulePatch,
  by: By & { expectedVersion: number | undefined },
): Promise<Schedule> {
  const current = await lockSchedule(tx, scheduleId);
  if (!current) throw notFound('schedule');
  if (by.expectedVersion !== undefined && by.expectedVersion !== current.version)
    throw new Problem('version-mismatch');
  const trigger = patch.trigger
    ? triggerOf(patch.trigger, current.kind, await zoneOf(tx), by.parts, by.now)
    : current.trigger;
  const next: Schedule = {
    ...current,
    ...patch,
    trigger,
    // What happened while it was paused, or before it waited for this, is not made up for.
    feedPlace: patch.trigger || patch.status ? null : current.feedPlace,
  };
  requireParams(next.kind, next.params, 'events' in trigger);
  // Somebody who was erased since is no reason to refuse another change.
  await requireOwn(tx, { ...next, deliverTo: patch.deliverTo });
  const soon = 'cron' in trigger ? by.parts.nextRun(trigger, new Date(by.now)) : new Date(by.now);
  const saved = await saveSchedule(tx, { ...next, nextRunAt: next.status === 'active' ? soon : null });
  plan(tx, send, saved, by.call);
  return saved;
}

async function zoneOf(tx: TenantTx): Promise<{ timeZone: string }> {
  return (await readFirm(tx)) ?? { timeZone: 'America/Sao_Paulo' };
}

function plan({ tenantId: tenant }: TenantTx, send: Send, { id }: Schedule, call: Call): void {
  const options = { cause: call.requestId, trace: call.traceparent };
  send(message(reportRenderer, 'plan', { tenant, key: id }, { scheduleId: id }, options));
}
