import { readEscalationPolicy } from '../../../../db/escalation/policy.ts';
import { readChain, readNotification, sendsOf } from '../../../../db/notifications/read.ts';
import type { Payload } from '../../../contracts/contract.ts';
import { notifier } from '../../../contracts/notifier.ts';
import { message } from '../../../runtime/message.ts';
import type { NotifierContext, NotifierParts } from '../../parts.ts';
import { sendOn } from '../deliver/build.ts';
import { readLaneView } from '../lane.ts';
import { readAdded } from '../read-added.ts';
import { furtherEvents, insertFurther } from '../write-further.ts';

/**
 * A critical notice has waited for its acknowledgement:
 *
 *   acknowledged, or the firm has no such step any more ──▶ nothing
 *   the step names somebody else ──▶ their lane takes over
 *   it names nobody ──▶ every channel of this person that was not used yet
 *
 * and the alarm of the next step is set. The steps count from the notice, so that a late one does not delay the others.
 */
export async function escalate(
  parts: NotifierParts,
  ctx: NotifierContext,
  { notificationId, step }: Payload<typeof notifier, 'escalate'>,
): Promise<void> {
  const { notification, policy, sends, view, chain, added } = await ctx.read(async (tx) => {
    const [notification, policy, sends, view, chain] = await Promise.all([
      readNotification(tx, notificationId),
      readEscalationPolicy(tx),
      sendsOf(tx, [notificationId]),
      readLaneView(parts, tx, ctx.key),
      readChain(tx, notificationId),
    ]);
    const added = notification && view ? await readAdded(tx, notification, view.person.language) : null;
    return { notification, policy, sends, view, chain, added };
  });
  const present = policy.steps[step - 1];
  if (notification?.personId !== ctx.key || notification.acknowledgedAt || !present) return;
  const at = parts.now().toISOString();
  const own = { tenant: ctx.tenant, key: ctx.key };
  const { messageId: cause, trace } = ctx;
  const other = present.personId !== undefined && present.personId !== ctx.key ? present.personId : undefined;
  const used = new Set(sends.map(({ channel }) => channel));
  const open = other === undefined && view ? [...view.routes.routes.keys()].filter((c) => !used.has(c)) : [];
  const sealed = sends.some((send) => send.sealed);
  const more = open.map((channel) => {
    const routes = view?.routes ?? { channels: new Map(), routes: new Map() };
    const about = { notificationId, personId: ctx.key, routes, at, sealed, added, reason: `step ${step}` };
    return sendOn(channel, about);
  });
  const reason = other ? `step ${step}: ${other}` : `step ${step}: ${open.join(', ') || 'no other channel'}`;
  const events = furtherEvents(more, [notification], cause);
  const escalated = { notificationId, sendId: null, state: 'escalated' as const, at, reason };
  ctx.write((tx) => insertFurther(tx, more, events, [escalated]));
  // Of somebody who was erased: their successor has it already.
  const isPassedOn = !view && chain.some(({ personId }) => personId === other);
  if (other && !isPassedOn)
    ctx.send(notifier, 'takeOver', { tenant: ctx.tenant, key: other }, { notificationId, step });
  if (more.some(({ send }) => send.nextAttemptAt !== null)) ctx.send(notifier, 'dispatch', own, {});
  const following = policy.steps[step];
  if (!following) return;
  const dueAt = new Date(notification.createdAt.getTime() + following.afterMinutes * 60_000);
  const options = { at: dueAt, reminder: `escalate-${notificationId}`, cause, trace };
  ctx.sendAll([message(notifier, 'escalate', own, { notificationId, step: step + 1 }, options)]);
}
