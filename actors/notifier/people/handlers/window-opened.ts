import { markFollowed, readTemplateSends } from '../../../../db/notifications/follow.ts';
import { readNotification } from '../../../../db/notifications/read.ts';
import type { Payload } from '../../../contracts/contract.ts';
import { notifier } from '../../../contracts/notifier.ts';
import type { NotifierContext, NotifierParts } from '../../parts.ts';
import { sendOn } from '../deliver/build.ts';
import { readHappeningsLater, readLaneView } from '../lane.ts';
import { addedWords } from '../words/added-words.ts';
import { furtherEvents, insertFurther } from '../write-further.ts';

/** What is older is not told once more: the person has found it in the inbox or not at all. */
const WORTH_MS = 3 * 24 * 3_600_000;
const AT_ONCE = 10;

/**
 * The person has written, so that free messages may be sent again: of what only a template could tell of, the message itself
 * follows with what was written about it since, once. What was acknowledged meanwhile does not.
 */
export async function windowOpened(
  parts: NotifierParts,
  ctx: NotifierContext,
  { linkId }: Payload<typeof notifier, 'windowOpened'>,
): Promise<void> {
  const now = parts.now();
  const since = new Date(now.getTime() - WORTH_MS);
  const { told, view, notifications, happenings } = await ctx.read(async (tx) => {
    const told = await readTemplateSends(tx, { personId: ctx.key, linkId, since, limit: AT_ONCE });
    if (told.length === 0) return { told, view: undefined, notifications: [], happenings: [] };
    const [view, happenings, ...notifications] = await Promise.all([
      readLaneView(parts, tx, ctx.key),
      readHappeningsLater(tx, [...new Set(told.flatMap(({ eventIds }) => eventIds))]),
      ...told.map(({ notificationId }) => readNotification(tx, notificationId)),
    ]);
    return { told, view, notifications: notifications.flatMap((one) => one ?? []), happenings };
  });
  if (!view) return;
  const { routes, person } = view;
  const about = (eventIds: readonly string[]) => happenings.filter((one) => eventIds.includes(one.eventId));
  const more = told
    .filter(({ channel }) => routes.routes.get(channel)?.linkId === linkId)
    .map(({ channel, notificationId, sealed, content, eventIds }) =>
      sendOn(channel, {
        notificationId,
        personId: ctx.key,
        routes,
        at: now.toISOString(),
        sealed,
        added: addedWords(content, about(eventIds), person.language),
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
