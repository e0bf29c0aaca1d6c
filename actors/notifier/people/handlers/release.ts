import { nextRelease, readDueNotices } from '../../../../db/notices/due.ts';
import { changeNotices, type NoticeChange } from '../../../../db/notices/record.ts';
import { readOutlook } from '../../../../db/people/outlook.ts';
import { notifier } from '../../../contracts/notifier.ts';
import { message } from '../../../runtime/message.ts';
import { gather } from '../../../telling/gather.ts';
import { CALM } from '../../../telling/person.ts';
import { judgeDue, RELEASED_AT_ONCE, reopened } from '../../../telling/release.ts';
import type { NotifierContext, NotifierParts } from '../../parts.ts';
import { readHappeningsLater, readLaneView } from '../lane.ts';
import { afterwards, buildFor, insertBuilt } from '../write-messages.ts';

/**
 * The time has come for what was held and gathered:
 *
 *   read or acknowledged on another channel meanwhile ──▶ suppressed
 *   the person's hours are closed again ──▶ held until they open
 *   the channel is gone, a summary may not be told any more ──▶ suppressed, with the reason
 *   else ──▶ told, together with what belongs together; the window of a digest opens anew
 */
export async function release(parts: NotifierParts, ctx: NotifierContext): Promise<void> {
  const now = parts.now();
  const read = await ctx.read(async (tx) => {
    const [view, due, outlook] = await Promise.all([
      readLaneView(parts, tx, ctx.key),
      readDueNotices(tx, ctx.key, now, RELEASED_AT_ONCE),
      readOutlook(tx, ctx.key),
    ]);
    const happenings = await readHappeningsLater(tx, [...new Set(due.map(({ eventId }) => eventId))]);
    return { view, due, outlook, happenings: new Map(happenings.map((one) => [one.eventId, one])) };
  });
  const { view, due } = read;
  if (!view) return;
  const circumstances = { person: view.person, channels: view.routes.channels, now };
  const { ready, others } = judgeDue(due, read.happenings, circumstances);
  const built = buildFor(parts, ctx, view, gather(ready, view.person.sealedChannels));
  const sent = ready.map(
    ({ happening, channel }): NoticeChange => ({
      eventId: happening.eventId,
      channel,
      outcome: 'sent',
      reason: null,
      releaseAt: null,
      notificationId: built.placed.get(`${happening.eventId} ${channel}`) ?? null,
    }),
  );
  const changes = others.map(
    ({ releaseAt, ...one }): NoticeChange => ({
      ...one,
      releaseAt: releaseAt?.toISOString() ?? null,
      notificationId: null,
    }),
  );
  const state = ctx.state.person ?? CALM;
  ctx.setState({ ...ctx.state, person: reopened(state, ready, view.person, now) });
  const own = { tenant: ctx.tenant, key: ctx.key };
  const { messageId: cause, trace } = ctx;
  ctx.write(async (tx, send) => {
    await Promise.all([insertBuilt(tx, built), changeNotices(tx, ctx.key, [...sent, ...changes])]);
    const at = await nextRelease(tx, ctx.key);
    if (at) send(message(notifier, 'release', own, {}, { at, reminder: 'release', cause, trace }));
  });
  afterwards(parts, ctx, built, read.outlook);
}
