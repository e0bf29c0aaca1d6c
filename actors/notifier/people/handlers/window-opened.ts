import { markFollowed, readTemplateSends } from '../../../../db/notifications/follow.ts';
import { readNotification } from '../../../../db/notifications/read.ts';
import type { Payload } from '../../../contracts/contract.ts';
import { notifier } from '../../../contracts/notifier.ts';
import type { NotifierContext, NotifierParts } from '../../parts.ts';
import { sendOn } from '../deliver/build.ts';
import { readLaneView } from '../lane.ts';
import { readAdded } from '../read-added.ts';
import { furtherEvents, insertFurther } from '../write-further.ts';

/** What is older is not told once more: the person has found it in the inbox or not at all. */
const WORTH_MS = 3 * 24 * 3_600_000;
const AT_ONCE = 10;

/**
 * The person has written, so that free messages may be sent again: of what only a template could tell of, the message itself
 * follows as it may be told now, once. What was acknowledged meanwhile does not.
 */
export async function windowOpened(
  parts: NotifierParts,
  ctx: NotifierContext,
  { linkId }: Payload<typeof notifier, 'windowOpened'>,
): Promise<void> {
  const now = parts.now();
  const since = new Date(now.getTime() - WORTH_MS);
  const { told, view, notifications, added } = await ctx.read(async (tx) => {
    const told = await readTemplateSends(tx, { personId: ctx.key, linkId, since, limit: AT_ONCE });
    if (told.length === 0) return { told, view: undefined, notifications: [], added: [] };
    const [view, ...notifications] = await Promise.all([
      readLaneView(parts, tx, ctx.key),
      ...told.map(({ notificationId }) => readNotification(tx, notificationId)),
    ]);
    const added = view ? await Promise.all(told.map((one) => readAdded(tx, one, view.person.language))) : [];
    return { told, view, notifications: notifications.flatMap((one) => one ?? []), added };
  });
  if (!view) return;
  const { routes } = view;
  const more = told
    .map((one, i) => ({ ...one, added: added[i] ?? null }))
    .filter(({ channel }) => routes.routes.get(channel)?.linkId === linkId)
    .map(({ channel, notificationId, sealed, added }) =>
      sendOn(channel, {
        notificationId,
        personId: ctx.key,
        routes,
        at: now.toISOString(),
        sealed,
        added,
        reason: 'after a template, the window has opened',
      }),
    );
  const events = furtherEvents(more, notifications, ctx.messageId);
  ctx.write(async (tx) => {
    await markFollowed(
      tx,
      told.map(({ id }) => id),
    );
    await insertFurther(tx, more, events);
  });
  if (more.length > 0) ctx.send(notifier, 'dispatch', { tenant: ctx.tenant, key: ctx.key }, {});
}
