import { type DueNotice, nextRelease, readDueNotices } from '../../../../db/notices/due.ts';
import { changeNotices, type NoticeChange } from '../../../../db/notices/record.ts';
import { readOutlook } from '../../../../db/people/outlook.ts';
import type { Happening } from '../../../contracts/happening.ts';
import { notifier } from '../../../contracts/notifier.ts';
import { isSpent } from '../../../contracts/sentence.ts';
import { message } from '../../../runtime/message.ts';
import type { NotifierContext, NotifierParts } from '../../parts.ts';
import { closedUntil, openWindows } from '../decide/decide.ts';
import { CALM, type PersonFacts, type PersonState } from '../decide/person.ts';
import { gather, type Ready } from '../deliver/gather.ts';
import { type LaneView, readHappeningsLater, readLaneView } from '../lane.ts';
import { afterwards, buildFor, insertBuilt } from '../write-messages.ts';

/** Notices in one turn. */
const PER_TURN = 1_000;

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
      readDueNotices(tx, ctx.key, now, PER_TURN),
      readOutlook(tx, ctx.key),
    ]);
    const happenings = await readHappeningsLater(tx, [...new Set(due.map(({ eventId }) => eventId))]);
    return { view, due, outlook, happenings: new Map(happenings.map((one) => [one.eventId, one])) };
  });
  const { view, due } = read;
  if (!view) return;
  const { ready, changes } = judge(due, read.happenings, view, now);
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

/** Which of the due ones are told now, and what becomes of the others. */
function judge(
  due: readonly DueNotice[],
  happenings: ReadonlyMap<string, Happening>,
  { person, routes }: Pick<LaneView, 'person' | 'routes'>,
  now: Date,
): { ready: Ready[]; changes: NoticeChange[] } {
  const ready: Ready[] = [];
  const changes: NoticeChange[] = [];
  for (const { eventId, channel, eventClass, batch, reason, createdAt, outcome, readElsewhere } of due) {
    const place = { eventId, channel, notificationId: null };
    const happening = happenings.get(eventId);
    const unreachable = routes.channels.get(channel);
    const closed = closedUntil(eventClass, channel, person, now);
    if (unreachable || !happening) {
      changes.push({ ...place, outcome: 'suppressed', reason: unreachable ?? 'no-event', releaseAt: null });
    } else if (isSpent(happening)) {
      changes.push({ ...place, outcome: 'suppressed', reason: 'not-to-be-told', releaseAt: null });
    } else if (readElsewhere && eventClass !== 'critical') {
      changes.push({ ...place, outcome: 'suppressed', reason: 'read-elsewhere', releaseAt: null });
    } else if (closed) {
      changes.push({
        ...place,
        outcome: 'held',
        reason: closed.reason,
        releaseAt: closed.until.toISOString(),
      });
    } else {
      ready.push({ happening, channel, batch, reason, since: outcome === 'held' ? createdAt : null });
    }
  }
  return { ready, changes };
}

/** A digest that went out opens its next window: what follows is gathered, however steadily it comes. */
function reopened(state: PersonState, ready: readonly Ready[], person: PersonFacts, now: Date): PersonState {
  const windows = openWindows(state.windows, now);
  for (const { batch, channel } of ready) {
    if (batch === null || !/^(case|client|lawyer)/.test(batch)) continue;
    windows[`${channel}|${batch}`] = now.getTime() + person.digestMinutes * 60_000;
  }
  return { ...state, windows };
}
