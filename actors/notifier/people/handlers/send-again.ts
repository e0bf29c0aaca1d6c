import { endJobs, finishJob } from '../../../../db/jobs/finish.ts';
import { readNotification, sendsOf } from '../../../../db/notifications/read.ts';
import type { Payload } from '../../../contracts/contract.ts';
import { notifier } from '../../../contracts/notifier.ts';
import type { NotifierContext, NotifierParts } from '../../parts.ts';
import { sendOn } from '../deliver/build.ts';
import { readLaneView } from '../lane.ts';
import { readAdded } from '../read-added.ts';
import { furtherEvents, insertFurther } from '../write-further.ts';

/** Sends a message once more, as it was written but for its sentences, which are those that may be told now, to wherever the person is reached now on the channels it went to. */
export async function sendAgain(
  parts: NotifierParts,
  ctx: NotifierContext,
  { notificationId, jobId }: Payload<typeof notifier, 'sendAgain'>,
): Promise<void> {
  const { notification, sends, view, added } = await ctx.read(async (tx) => {
    const [notification, sends, view] = await Promise.all([
      readNotification(tx, notificationId),
      sendsOf(tx, [notificationId]),
      readLaneView(parts, tx, ctx.key),
    ]);
    const added = notification && view ? await readAdded(tx, notification, view.person.language) : null;
    return { notification, sends, view, added };
  });
  if (!notification?.content || !view) {
    const error = { message: 'O aviso ou a pessoa não existe mais.' };
    return ctx.write(async (tx) => void (await endJobs(tx, [jobId], { state: 'failed', error })));
  }
  const at = parts.now().toISOString();
  const sealed = sends.some((send) => send.sealed);
  const channels = [...new Set(sends.map(({ channel }) => channel))].filter(
    (channel) => channel !== 'inbox' && view.routes.routes.has(channel),
  );
  const { routes } = view;
  const about = { notificationId, personId: ctx.key, routes, at, sealed, added, reason: 'asked for again' };
  const more = channels.map((channel) => sendOn(channel, about));
  const events = furtherEvents(more, [notification], ctx.messageId);
  ctx.write(async (tx) => {
    await insertFurther(tx, more, events);
    await finishJob(tx, jobId, { channels });
  });
  if (more.length > 0) ctx.send(notifier, 'dispatch', { tenant: ctx.tenant, key: ctx.key }, {});
}
