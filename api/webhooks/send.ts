import { notifier } from '../../actors/contracts/notifier.ts';
import { message } from '../../actors/runtime/message.ts';
import type { Send } from '../../actors/runtime/outbox.ts';
import { placeOf } from '../../db/events/feed.ts';
import { createJob } from '../../db/jobs/create.ts';
import type { Job } from '../../db/jobs/job.ts';
import type { TenantTx } from '../../db/tenant.ts';
import { type Delivery, readDelivery } from '../../db/webhooks/deliveries.ts';
import { readEndpoint } from '../../db/webhooks/read.ts';
import type { Call } from '../http/conventions.ts';
import { notFound, Problem } from '../problems/problem.ts';
import type { ResendRange } from './delivery-schemas.ts';

interface By {
  createdBy: string | null;
  call: Call;
}

/** Has a test event sent to an endpoint. @throws Problem not-found */
export async function testWebhook(tx: TenantTx, send: Send, webhookId: string, by: By): Promise<Job> {
  if (!(await readEndpoint(tx, webhookId))) throw notFound('webhook');
  const job = await queue(tx, 'webhook.test', by);
  const payload = { webhookId, jobId: job.id };
  send(message(notifier, 'test', laneOf(tx, webhookId), payload, optionsOf(job, by)));
  return job;
}

/** Has one delivery sent again, under its own id. @throws Problem not-found, delivery-cleared */
export async function resendDelivery(
  tx: TenantTx,
  send: Send,
  webhookId: string,
  deliveryId: string,
  by: By & { keptDays: number },
): Promise<Job> {
  const delivery = await readDelivery(tx, webhookId, deliveryId);
  if (!delivery) throw notFound('delivery');
  if (delivery.cleared) throw cleared(delivery, by.keptDays);
  const job = await queue(tx, 'webhook.resend', by);
  const payload = { webhookId, deliveryId, jobId: job.id };
  send(message(notifier, 'resend', laneOf(tx, webhookId), payload, optionsOf(job, by)));
  return job;
}

/** Has a range sent again, or everything missing since an event. @throws Problem not-found, invalid-body */
export async function resendRange(
  tx: TenantTx,
  send: Send,
  webhookId: string,
  range: ResendRange,
  by: By,
): Promise<Job> {
  if (!(await readEndpoint(tx, webhookId))) throw notFound('webhook');
  requireRange(range);
  if (range.afterEventId !== undefined && !(await placeOf(tx, range.afterEventId))) throw unknownEvent();
  const job = await queue(tx, 'webhook.resend', by);
  const payload = { webhookId, jobId: job.id, onlyMissing: true, ...range };
  send(message(notifier, 'resend', laneOf(tx, webhookId), payload, optionsOf(job, by)));
  return job;
}

/** No subject: who asks twice wants it twice. */
async function queue(tx: TenantTx, type: string, by: By): Promise<Job> {
  const { job } = await createJob(tx, { type, createdBy: by.createdBy ?? undefined });
  return job;
}

function laneOf(tx: TenantTx, webhookId: string) {
  return { tenant: tx.tenantId, key: webhookId };
}

function optionsOf(job: Job, { call }: By) {
  return { jobId: job.id, cause: call.requestId, trace: call.traceparent };
}

function requireRange({ since, until, afterEventId }: ResendRange): void {
  if (since === undefined && afterEventId === undefined) {
    const message = 'It says no beginning.';
    const fix = 'Send since (an instant) or afterEventId (the last event you have).';
    throw new Problem('invalid-body', { errors: [{ location: 'body', message, fix }] });
  }
  if (since !== undefined && until !== undefined && Date.parse(until) <= Date.parse(since)) {
    const fix = 'Send an instant after since.';
    throw new Problem('invalid-body', {
      errors: [{ location: 'body.until', message: 'It is not after since.', fix }],
    });
  }
}

function unknownEvent(): Problem {
  const message = 'The firm has no event with this id.';
  const fix = 'Send the id of an event of GET /v1/events.';
  return new Problem('invalid-body', { errors: [{ location: 'body.afterEventId', message, fix }] });
}

function cleared({ finishedAt }: Delivery, keptDays: number): Problem {
  const ended = finishedAt ? ` This one ended at ${finishedAt.toISOString()}.` : '';
  return new Problem('delivery-cleared', {
    detail: `Deliveries can be sent again for ${keptDays} days after their end.${ended}`,
  });
}
