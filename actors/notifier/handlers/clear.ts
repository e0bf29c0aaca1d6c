import { type NewEvent, newEvent } from '../../../db/events/append.ts';
import { appendNext } from '../../../db/events/append-next.ts';
import type { TenantTx } from '../../../db/tenant.ts';
import {
  clearEnded,
  type Expired,
  expireWaiting,
  forgetLog,
  holdStanding,
} from '../../../db/webhooks/clear.ts';
import type { Payload } from '../../contracts/contract.ts';
import { notifier } from '../../contracts/notifier.ts';
import { message } from '../../runtime/message.ts';
import type { NotifierContext, NotifierParts } from '../parts.ts';

type Clear = Payload<typeof notifier, 'clear'>;
type SoFar = NonNullable<Clear['expired']>;

/** Deliveries of one commit: what is due is sent in between. */
const CHUNK = 500;
const DAY_MS = 24 * 3_600_000;

/**
 * What an endpoint's log keeps, and for how long. Of a delivery, with T the days that deliveries are kept:
 *
 *   ended ──T──▶ its body and attempts are cleared; its row stays: which event, which number, what became of it
 *   due, and its endpoint paused or disabled ──T──▶ aborted, and the firm is told once of all of them
 *   due, and its endpoint active ──▶ left alone, whatever its age
 *   endpoint deleted ──T──▶ gone
 *
 * The lane alone sends, resends and clears, one message after the other, so none of them meets another half done. A piece that is
 * repeated finds the rest.
 */
export function clear(parts: NotifierParts, ctx: NotifierContext, { expired }: Clear): void {
  const now = parts.now();
  const before = new Date(now.getTime() - parts.webhookDays * DAY_MS);
  const { tenant, key, messageId: cause, trace } = ctx;
  ctx.write(async (tx, send) => {
    const standing = await holdStanding(tx, key);
    if (!standing) return;
    const again = (soFar: SoFar | undefined) =>
      send(message(notifier, 'clear', { tenant, key }, soFar ? { expired: soFar } : {}, { cause, trace }));
    if (standing.deletedAt) {
      if (standing.deletedAt < before && !(await forgetLog(tx, key, CHUNK))) again(undefined);
      return;
    }
    const given = standing.status === 'active' ? [] : await giveUp(tx, key, standing.status, { before, now });
    const cleared = await clearEnded(tx, key, before, CHUNK);
    const soFar = addTo(expired, given);
    if (given.length === CHUNK || cleared === CHUNK) return again(soFar);
    if (!soFar) return;
    const place = { aggregate: 'webhook', aggregateId: key, version: 0, causationId: cause } as const;
    const told = newEvent('webhook.expired', { ...place, data: { webhookId: key, ...soFar } });
    await appendNext(tx, [told]);
    send(message(notifier, 'notify', { tenant }, { eventIds: [told.id] }, { cause, trace }));
  });
}

async function giveUp(
  tx: TenantTx,
  webhookId: string,
  status: string,
  { before, now }: { before: Date; now: Date },
): Promise<Expired[]> {
  const reason = `expired: the endpoint was ${status} for too long`;
  const given = await expireWaiting(tx, webhookId, { before, reason, now }, CHUNK);
  const events = given.map(({ id: deliveryId, eventId, attempts }): NewEvent => {
    const place = {
      aggregate: 'notification',
      aggregateId: deliveryId,
      version: 0,
      causationId: eventId,
    } as const;
    return newEvent('notification.failed', {
      ...place,
      data: { webhookId, deliveryId, eventId, attempts, reason },
    });
  });
  await appendNext(tx, events);
  return given;
}

function addTo(soFar: SoFar | undefined, given: readonly Expired[]): SoFar | undefined {
  if (given.length === 0) return soFar;
  const made = given.map(({ createdAt }) => createdAt.getTime());
  const first = new Date(Math.min(...made)).toISOString();
  // A range ends before its end: with the last of them, it is a millisecond later.
  const end = new Date(Math.max(...made) + 1).toISOString();
  return {
    deliveries: (soFar?.deliveries ?? 0) + given.length,
    since: soFar && soFar.since < first ? soFar.since : first,
    until: soFar && soFar.until > end ? soFar.until : end,
  };
}
