import { FEED_START, type FeedPlace, placeOf, readFeed } from '../../../db/events/feed.ts';
import { finishJob, markCancelled } from '../../../db/jobs/finish.ts';
import { reportProgress } from '../../../db/jobs/progress.ts';
import type { TenantTx } from '../../../db/tenant.ts';
import { listRecipients, readCaseFacts } from '../../../db/webhooks/recipients.ts';
import { readDeliveriesOf, requeue, restoreBodies } from '../../../db/webhooks/resend.ts';
import type { EventEnvelope } from '../../contracts/events.ts';
import { notifier } from '../../contracts/notifier.ts';
import { message } from '../../runtime/message.ts';
import type { NotifierContext, NotifierParts } from '../parts.ts';
import { addressees } from '../webhook/addressees.ts';
import { renderBody } from '../webhook/render.ts';
import { CHUNK, nextChunk, type Resend, sendDue } from './resend-chunk.ts';

/**
 * Walks the firm's feed after an event and has the endpoint sent what its filters, as they are now, let through: what
 * was given up (or everything, with `onlyMissing: false`) under its old webhook-id and number, and what it was never sent by way of
 * the firm's own actor, which alone gives sequence numbers. A body that was cleared is rendered again, from the event and what is
 * known of its case today.
 */
export async function resendMissing(
  parts: NotifierParts,
  ctx: NotifierContext,
  order: Resend,
  afterEventId: string,
): Promise<void> {
  const { webhookId, jobId, soFar, onlyMissing = true } = order;
  const page = await ctx.read((tx) => readChunk(tx, order, afterEventId));
  const again = page.wanted.flatMap((one) => {
    const delivery = page.deliveries.get(one.event.id);
    const wanted =
      delivery && delivery.state !== 'pending' && !(onlyMissing && delivery.state === 'delivered');
    return wanted ? [{ one, delivery }] : [];
  });
  const bodies = again.flatMap(({ one, delivery: { id, cleared, sequence: number, previousEventId } }) =>
    cleared ? [{ id, body: renderBody(one, { number, previousEventId }, parts.publicUrl) }] : [],
  );
  const ids = again.map(({ delivery }) => delivery.id);
  const never = page.wanted.flatMap(({ event: { id } }) => (page.deliveries.has(id) ? [] : [id]));
  const done = (soFar?.done ?? 0) + page.examined;
  // How long the feed is shows only when its end is reached.
  const total = page.more ? done + CHUNK : done;
  const { tenant, messageId: cause, trace } = ctx;
  ctx.write(async (tx, send) => {
    const before = soFar?.queued ?? 0;
    const { cancelRequested } = await reportProgress(tx, jobId, { done, total });
    if (cancelRequested) return void (await markCancelled(tx, jobId, { queued: before }));
    await restoreBodies(tx, webhookId, bodies);
    const queued = before + never.length + (await requeue(tx, webhookId, ids, parts.now()));
    if (never.length > 0) {
      send(message(notifier, 'notify', { tenant }, { eventIds: never, webhookId }, { cause, trace }));
    }
    if (!page.more) return void (await finishJob(tx, jobId, { queued, examined: done }));
    send(nextChunk(ctx, order, { ...page.next, done, total, queued }));
  });
  if (again.length > 0) sendDue(ctx);
}

async function readChunk(tx: TenantTx, order: Resend, afterEventId: string) {
  const { webhookId, soFar, since, until } = order;
  const place: FeedPlace | undefined =
    soFar?.xid === undefined ? await placeOf(tx, afterEventId) : { xid: soFar.xid, position: soFar.position };
  const { events, next, more } = await readFeed(tx, place ?? FEED_START, {}, CHUNK);
  const inTime = events.filter((event) => isWithin(event, since, until));
  const ids = inTime.map(({ id }) => id);
  const [recipients, facts, deliveries] = await Promise.all([
    listRecipients(tx, webhookId),
    readCaseFacts(tx, ids),
    readDeliveriesOf(tx, webhookId, ids),
  ]);
  const wanted = addressees(inTime, recipients, facts);
  return { wanted, deliveries, next, more, examined: events.length };
}

function isWithin(
  { recordedAt }: EventEnvelope,
  since: string | undefined,
  until: string | undefined,
): boolean {
  const at = Date.parse(recordedAt);
  return (since === undefined || at >= Date.parse(since)) && (until === undefined || at < Date.parse(until));
}
