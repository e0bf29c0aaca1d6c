import { disableConnection } from '../../../db/channels/connections.ts';
import { endLink } from '../../../db/channels/links.ts';
import { type NewEvent, newEvent } from '../../../db/events/append.ts';
import { appendNext } from '../../../db/events/append-next.ts';
import { appendLedger, insertSends, type LedgerEntry } from '../../../db/notifications/insert.ts';
import type { Notification } from '../../../db/notifications/notification.ts';
import { readNotification, sendsOf } from '../../../db/notifications/read.ts';
import { changeSends, lockNotifications } from '../../../db/notifications/settle.ts';
import type { AddedWords } from '../../contracts/added-words.ts';
import { notifier } from '../../contracts/notifier.ts';
import type { PersonChannel } from '../../contracts/people.ts';
import { message } from '../../runtime/message.ts';
import { nextChannel } from '../../telling/routes.ts';
import type { NotifierContext, NotifierParts } from '../parts.ts';
import { channelDisabled } from './channel-disabled.ts';
import { sendOn } from './deliver/build.ts';
import type { Settled } from './deliver/receipts.ts';
import type { LaneView } from './lane.ts';
import { readAdded } from './read-added.ts';
import { furtherEvents } from './write-further.ts';

/** Writes down what became of sends, tells of it, and goes on to the next channel where one was given up. */
export async function settle(
  parts: NotifierParts,
  ctx: NotifierContext,
  view: LaneView | undefined,
  settled: readonly Settled[],
): Promise<void> {
  const ids = [...new Set(settled.map(({ send }) => send.notificationId))];
  const { known, sends, added } = await ctx.read(async (tx) => {
    const [found, sends] = await Promise.all([
      Promise.all(ids.map((id) => readNotification(tx, id))),
      sendsOf(tx, ids),
    ]);
    const known = new Map(found.flatMap((one) => (one ? [[one.id, one] as const] : [])));
    // Not those of the send that was given up: what may be told has changed since.
    const added = new Map<string, AddedWords | null>();
    for (const one of settled) {
      const notification = known.get(one.send.notificationId);
      if (!view || !notification || !goesOn(one, notification) || added.has(notification.id)) continue;
      added.set(notification.id, await readAdded(tx, notification, view.person.language));
    }
    return { known, sends, added };
  });
  const at = parts.now().toISOString();
  const ledger = settled.flatMap(entryOf);
  const events: NewEvent[] = settled.flatMap((one) =>
    eventOf(one, known.get(one.send.notificationId), ctx.messageId),
  );
  const more = settled.flatMap((one) => {
    const notification = known.get(one.send.notificationId);
    if (!view || !notification || !goesOn(one, notification)) return [];
    const tried = sends.flatMap((send) => (send.notificationId === notification.id ? send.channel : []));
    const channel = nextChannel(view.routes, [...tried, ...lost(settled)]);
    if (!channel) return [];
    const reason = `after ${one.send.channel}`;
    const { sealed } = one.send;
    const about = { notificationId: notification.id, personId: ctx.key, at, sealed, reason };
    const words = added.get(notification.id) ?? null;
    return [sendOn(channel, { ...about, added: words, routes: view.routes })];
  });
  const own = { tenant: ctx.tenant, key: ctx.key };
  const { tenant, messageId: cause, trace } = ctx;
  ctx.write(async (tx, send) => {
    const told = [...events, ...furtherEvents(more, [...known.values()], cause)];
    // Whoever acknowledges one of them at this moment appends to the same aggregate.
    await lockNotifications(tx, ids);
    for (const { send: failed, step, consequence, version } of settled) {
      const reason = step?.reason ?? consequence;
      if (
        consequence === 'disable-link' &&
        failed.linkId &&
        (await endLink(tx, failed.linkId, 'disabled', reason))
      ) {
        told.push(
          channelDisabled(failed.linkId, { channel: failed.channel, reason, personId: ctx.key }, cause),
        );
      }
      const connectionId = failed.connectionId ?? '';
      const heard = version === undefined ? undefined : { channel: failed.channel, version };
      if (
        consequence === 'disable-connection' &&
        (await disableConnection(tx, connectionId, reason, heard))
      ) {
        told.push(channelDisabled(connectionId, { channel: failed.channel, reason, connectionId }, cause));
        send(message(notifier, 'announce', { tenant }, { connectionId }, { cause, trace }));
      }
    }
    await changeSends(
      tx,
      settled.map(({ change }) => change),
    );
    await Promise.all([
      insertSends(
        tx,
        more.map((one) => one.send),
      ),
      appendLedger(tx, [...ledger, ...more.map(({ entry }) => entry)]),
      appendNext(tx, told),
    ]);
    const forOthers = told.flatMap(({ id, type }) => (type === 'channel.disabled' ? id : []));
    if (forOthers.length > 0)
      send(message(notifier, 'notify', { tenant }, { eventIds: forOthers }, { cause, trace }));
    const toHandOver = more.some(({ send: one }) => one.nextAttemptAt !== null);
    if (toHandOver) send(message(notifier, 'dispatch', own, {}, { cause, trace }));
  });
}

/** A wrong message is wrong everywhere; what is critical is tried everywhere all the same. */
function goesOn({ consequence }: Settled, { eventClass }: Notification): boolean {
  if (consequence === 'none') return false;
  return consequence !== 'give-up' || eventClass === 'critical';
}

/** Channels that this very turn takes away. */
function lost(settled: readonly Settled[]): PersonChannel[] {
  return settled.flatMap(({ consequence, send }) =>
    consequence === 'disable-link' || consequence === 'disable-connection' ? send.channel : [],
  );
}

function entryOf({ send, step }: Settled): LedgerEntry[] {
  if (!step) return [];
  return [{ notificationId: send.notificationId, sendId: send.id, ...step }];
}

function eventOf(
  { send, change, step, consequence, arrived }: Settled,
  notification: Notification | undefined,
  causationId: string,
): NewEvent[] {
  if (!notification) return [];
  const { id: notificationId, personId, kind, processIds } = notification;
  const facts = { notificationId, personId, kind, processIds, sendId: send.id, channel: send.channel };
  const place = { aggregate: 'notification', aggregateId: notificationId, version: 0, causationId } as const;
  if (arrived) return [newEvent('notification.delivered', { ...place, data: facts })];
  if (consequence === 'none' || change.state !== 'failed') return [];
  const reason = step?.reason ?? consequence;
  return [newEvent('notification.failed', { ...place, data: { ...facts, reason } })];
}
