import { newEvent } from '../../../db/events/append.ts';
import { appendNext } from '../../../db/events/append-next.ts';
import { endJobs } from '../../../db/jobs/finish.ts';
import { insertDeliveries } from '../../../db/webhooks/fan-out.ts';
import { type LaneEndpoint, readLane } from '../../../db/webhooks/lane.ts';
import { recordAttempts } from '../../../db/webhooks/record.ts';
import type { Payload } from '../../contracts/contract.ts';
import { isId, newId } from '../../contracts/ids.ts';
import type { notifier } from '../../contracts/notifier.ts';
import type { NotifierContext, NotifierParts } from '../parts.ts';
import { digest } from '../webhook/digest.ts';
import { HEALTHY } from '../webhook/health.ts';
import { openKeys, postDelivery, type Result } from '../webhook/post-delivery.ts';
import { renderBody } from '../webhook/render.ts';

/**
 * Sends a test event to one endpoint, once, whatever its filters, rate and status: what the receiver answered is the
 * result of the job. It says nothing about the endpoint's health, and is not retried.
 */
export async function testEndpoint(
  parts: NotifierParts,
  ctx: NotifierContext,
  { webhookId, jobId }: Payload<typeof notifier, 'test'>,
): Promise<void> {
  const lane = await ctx.read((tx) => readLane(tx, webhookId, parts.now(), 0));
  if (!lane || lane.endpoint.deleted) {
    const message = 'O webhook não existe mais.';
    ctx.write(async (tx) => void (await endJobs(tx, [jobId], { state: 'failed', error: { message } })));
    return;
  }
  const event = newEvent('webhook.test', {
    aggregate: 'webhook',
    aggregateId: webhookId,
    version: 0,
    occurredAt: parts.now().toISOString(),
    causationId: ctx.messageId,
    data: { webhookId, message: 'Se você está lendo isto, o webhook funciona.' },
  });
  const id = deliveryIdOf(ctx.messageId);
  const told = { event, endpoint: { includeSealed: false }, processId: null, secrecy: 0 };
  const body = renderBody(told, { number: null, previousEventId: null }, parts.publicUrl);
  const result = await post(parts, ctx, webhookId, lane.endpoint, { id, eventId: event.id, body });
  ctx.write(async (tx) => {
    await appendNext(tx, [event]);
    const row = { id, endpointId: webhookId, eventId: event.id, eventType: event.type };
    const nextAttemptAt = event.occurredAt;
    await insertDeliveries(tx, [{ ...row, processId: null, sequence: null, body, nextAttemptAt }]);
    const { changes, attempts } = digest([result], HEALTHY, parts.health);
    await recordAttempts(tx, webhookId, changes, attempts);
    await endJobs(tx, [jobId], endOf(result));
  });
}

/** The same at every try of this message, so that a receiver knows a repetition when it sees one. */
function deliveryIdOf(messageId: string): string {
  return isId('message', messageId) ? messageId.replace('msg_', 'whd_') : newId('delivery');
}

async function post(
  parts: NotifierParts,
  ctx: NotifierContext,
  webhookId: string,
  endpoint: LaneEndpoint,
  delivery: { id: string; eventId: string; body: string },
): Promise<Result> {
  const keys = openKeys(endpoint, { tenantId: ctx.tenant, endpointId: webhookId }, parts.sealingKeys);
  const once = { ...parts, retries: { ...parts.retries, schedule: [0] } };
  const facts = { eventType: 'webhook.test', processId: null, position: 0, attempts: 0, resend: false };
  const order = { sealed: false, before: 0, beforeUntil: null };
  return postDelivery(once, endpoint, keys, { ...delivery, ...facts, ...order }, ctx.signal);
}

function endOf({ delivery, attempt, decision }: Result): Parameters<typeof endJobs>[2] {
  const { reply, error } = attempt;
  const delivered = decision.outcome === 'delivered';
  const result = {
    deliveryId: delivery.id,
    eventId: delivery.eventId,
    delivered,
    status: reply?.status ?? null,
    durationMs: Math.round(attempt.durationMs),
    error: error?.message ?? null,
    reply: reply ? { headers: reply.headers, body: reply.body } : null,
  };
  if (delivered) return { state: 'succeeded', result };
  const message = reply
    ? `O destinatário respondeu HTTP ${reply.status}.`
    : `O destinatário não respondeu: ${error.message}`;
  const fix = 'Confira a URL e o servidor que a atende; só uma resposta 2xx conta como entrega.';
  return { state: 'failed', error: { message, fix }, result };
}
