import { readEvents } from '../../../db/events/by-id.ts';
import { activeSubscriptions } from '../../../db/subscriptions/read.ts';
import type { TenantTx } from '../../../db/tenant.ts';
import {
  insertDeliveries,
  readAddressed,
  readSequences,
  saveSequences,
} from '../../../db/webhooks/fan-out.ts';
import { listRecipients, readCaseFacts } from '../../../db/webhooks/recipients.ts';
import type { Payload } from '../../contracts/contract.ts';
import { notifier } from '../../contracts/notifier.ts';
import { message } from '../../runtime/message.ts';
import type { NotifierContext, NotifierParts } from '../parts.ts';
import { hearers } from '../people/hearers.ts';
import { addressees } from '../webhook/addressees.ts';
import { renderDeliveries } from '../webhook/render.ts';

type Notify = Payload<typeof notifier, 'notify'>;

/**
 * Fans events out: a delivery for each endpoint that asked for them, then word to the endpoint's lane; and word to the lane of
 * each person that a subscription of theirs takes some.
 *
 * The firm's own actor alone gives sequence numbers and makes deliveries of events, one message after the other. So what
 * it reads before the commit still holds in it: no event twice, no number twice, no hole.
 */
export async function notify(
  parts: NotifierParts,
  ctx: NotifierContext,
  { eventIds, webhookId }: Notify,
): Promise<void> {
  const found = await ctx.read((tx) => readFanOut(tx, eventIds, webhookId));
  for (const [key, ids] of found.hearers)
    ctx.send(notifier, 'tell', { tenant: ctx.tenant, key }, { eventIds: ids });
  if (found.addressed.length === 0) return;
  const { deliveries, places } = renderDeliveries(found.addressed, found.sequences, {
    publicUrl: parts.publicUrl,
    now: parts.now(),
  });
  const paused = new Set(
    found.addressed.flatMap((a) => (a.endpoint.status === 'active' ? [] : a.endpoint.id)),
  );
  const { tenant, messageId: cause, trace } = ctx;
  ctx.write(async (tx, send) => {
    const [newest] = await Promise.all([insertDeliveries(tx, deliveries), saveSequences(tx, places)]);
    for (const [key, upTo] of newest) {
      // What waits for a paused endpoint is sent when its owner resumes it.
      if (!paused.has(key)) send(message(notifier, 'deliver', { tenant, key }, { upTo }, { cause, trace }));
    }
  });
}

// All in one flight: what the answers to one question leave of another's is sorted out here.
async function readFanOut(tx: TenantTx, eventIds: readonly string[], webhookId: string | undefined) {
  const [subscriptions, endpoints, events, cases, known, sequences] = await Promise.all([
    // What one endpoint missed is nothing new to people.
    webhookId === undefined ? activeSubscriptions(tx) : [],
    listRecipients(tx, webhookId),
    readEvents(tx, eventIds),
    readCaseFacts(tx, eventIds),
    readAddressed(tx, eventIds),
    readSequences(tx, eventIds),
  ]);
  const addressed = addressees(events, endpoints, cases).filter(
    ({ endpoint, event }) => !known.has(`${endpoint.id} ${event.id}`),
  );
  return { addressed, sequences, hearers: hearers(events, subscriptions, cases) };
}
