import { endJobs, finishJob, markCancelled } from '../../../db/jobs/finish.ts';
import { reportProgress } from '../../../db/jobs/progress.ts';
import { readDelivery } from '../../../db/webhooks/deliveries.ts';
import { readEndpoint } from '../../../db/webhooks/read.ts';
import { countRange, type DeliveryRange, listRange, requeue } from '../../../db/webhooks/resend.ts';
import type { NotifierContext, NotifierParts } from '../parts.ts';
import { CHUNK, nextChunk, type Resend, sendDue } from './resend-chunk.ts';
import { resendMissing } from './resend-missing.ts';

/**
 * Has deliveries sent again under their own webhook-ids, in their old places: the lane then sends them as anything that
 * is due. Ends the job when all of them wait to be sent. What a disabled endpoint missed waits until it is enabled. What was cleared
 * stays as it is, and is counted: only from the feed (`afterEventId`) can it be made again.
 */
export async function resend(parts: NotifierParts, ctx: NotifierContext, order: Resend): Promise<void> {
  const endpoint = await ctx.read((tx) => readEndpoint(tx, order.webhookId));
  if (!endpoint) return fail(ctx, order.jobId, 'O webhook não existe mais.');
  if (endpoint.status === 'disabled') {
    const fix = 'Reative-o (PATCH /v1/webhooks/{id} com status: active) e peça de novo.';
    return fail(ctx, order.jobId, 'O webhook está desativado.', fix);
  }
  if (order.deliveryId !== undefined) return resendOne(parts, ctx, order, order.deliveryId);
  if (order.afterEventId !== undefined) return resendMissing(parts, ctx, order, order.afterEventId);
  return resendRange(parts, ctx, order);
}

async function resendOne(
  parts: NotifierParts,
  ctx: NotifierContext,
  { webhookId, jobId }: Resend,
  deliveryId: string,
): Promise<void> {
  const delivery = await ctx.read((tx) => readDelivery(tx, webhookId, deliveryId));
  if (!delivery) return fail(ctx, jobId, 'A entrega não existe.');
  if (delivery.cleared) {
    const fix = 'Peça o que veio depois de um evento (POST /v1/webhooks/{id}/resend com afterEventId).';
    return fail(
      ctx,
      jobId,
      `Entregas são guardadas por ${parts.webhookDays} dias; esta já foi apagada.`,
      fix,
    );
  }
  ctx.write(async (tx) => {
    await requeue(tx, webhookId, [deliveryId], parts.now());
    await finishJob(tx, jobId, { queued: 1 });
  });
  sendDue(ctx);
}

async function resendRange(parts: NotifierParts, ctx: NotifierContext, order: Resend): Promise<void> {
  const { webhookId, jobId, since, until, soFar, onlyMissing = true } = order;
  const range: DeliveryRange = { since, until, onlyMissing };
  const { page, total } = await ctx.read(async (tx) => {
    const page = await listRange(tx, webhookId, range, soFar?.position ?? 0, CHUNK);
    return { page, total: soFar?.total ?? (await countRange(tx, webhookId, range)) };
  });
  const done = (soFar?.done ?? 0) + page.length;
  ctx.write(async (tx, send) => {
    // Newly failed ones may join the range while it is worked on.
    const progress = { done, total: Math.max(done, total) };
    const { cancelRequested } = await reportProgress(tx, jobId, progress);
    if (cancelRequested) return void (await markCancelled(tx, jobId, { queued: soFar?.queued ?? 0 }));
    const ids = page.map(({ id }) => id);
    const queued = (soFar?.queued ?? 0) + (await requeue(tx, webhookId, ids, parts.now()));
    const cleared = done - queued;
    const last = page.at(-1);
    if (!last || page.length < CHUNK) return void (await finishJob(tx, jobId, { queued, cleared }));
    send(nextChunk(ctx, order, { position: last.position, done, total, queued }));
  });
  if (page.length > 0) sendDue(ctx);
}

function fail(ctx: NotifierContext, jobId: string, message: string, fix?: string): void {
  const error = fix ? { message, fix } : { message };
  ctx.write(async (tx) => void (await endJobs(tx, [jobId], { state: 'failed', error })));
}
