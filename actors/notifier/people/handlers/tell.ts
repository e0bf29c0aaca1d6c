import { readKnown } from '../../../../db/notices/known.ts';
import type { Notice } from '../../../../db/notices/notice.ts';
import { insertNotices } from '../../../../db/notices/record.ts';
import { readOutlook } from '../../../../db/people/outlook.ts';
import { activeSubscriptions } from '../../../../db/subscriptions/read.ts';
import type { TenantTx } from '../../../../db/tenant.ts';
import type { Payload } from '../../../contracts/contract.ts';
import type { notifier } from '../../../contracts/notifier.ts';
import { candidatesOf } from '../../../telling/candidates.ts';
import { decide, type NoticeDecision } from '../../../telling/decide.ts';
import { gather } from '../../../telling/gather.ts';
import { CALM } from '../../../telling/person.ts';
import type { NotifierContext, NotifierParts } from '../../parts.ts';
import { readHappenings, readLaneView } from '../lane.ts';
import { remindRelease } from '../remind.ts';
import { afterwards, buildFor, insertBuilt } from '../write-messages.ts';

/**
 * Decides what becomes of events that are for the person of this lane, and writes it down: a notice for each event and channel,
 * messages for what is told at once, an alarm for what waits. One lane, one message after the other: nobody else decides for
 * this person, so what was read still holds in the commit.
 */
export async function tell(
  parts: NotifierParts,
  ctx: NotifierContext,
  { eventIds }: Payload<typeof notifier, 'tell'>,
): Promise<void> {
  const now = parts.now();
  const read = await ctx.read((tx) => readWhatMatters(parts, tx, ctx.key, eventIds));
  if (!read) return;
  const { view, candidates, known, outlook } = read;
  const { decisions, state } = decide(candidates, {
    person: view.person,
    state: ctx.state.person ?? CALM,
    now,
    channels: view.routes.channels,
    ...known,
  });
  if (decisions.length === 0) return;
  const ready = decisions.filter(({ outcome }) => outcome === 'sent').map((one) => ({ ...one, since: null }));
  const built = buildFor(parts, ctx, view, gather(ready, view.person.sealedChannels));
  const notices = decisions.map((decision) => noticeOf(decision, view.person.id, built.placed));
  ctx.setState({ ...ctx.state, person: state });
  ctx.write(async (tx) => {
    await Promise.all([insertBuilt(tx, built), insertNotices(tx, notices, now)]);
  });
  afterwards(parts, ctx, built, outlook);
  const next = soonest(decisions);
  const { nextRelease } = outlook;
  if (next) remindRelease(ctx, nextRelease && nextRelease < next ? nextRelease : next);
}

async function readWhatMatters(
  parts: NotifierParts,
  tx: TenantTx,
  personId: string,
  eventIds: readonly string[],
) {
  const [view, subscriptions, happenings, outlook] = await Promise.all([
    readLaneView(parts, tx, personId),
    activeSubscriptions(tx, personId),
    readHappenings(tx, eventIds),
    readOutlook(tx, personId),
  ]);
  if (!view) return undefined;
  const candidates = candidatesOf(personId, happenings, subscriptions);
  const dedupKeys = [...new Set(candidates.map(({ happening }) => happening.dedupKey))];
  const known = await readKnown(tx, personId, { eventIds, dedupKeys });
  return { view, candidates, known, outlook };
}

function noticeOf(
  { happening, channel, outcome, reason, batch, releaseAt }: NoticeDecision,
  personId: string,
  placed: ReadonlyMap<string, string>,
): Notice {
  const { eventId, dedupKey, eventClass, process } = happening;
  return {
    personId,
    eventId,
    channel,
    outcome,
    reason,
    batch,
    releaseAt: releaseAt?.toISOString() ?? null,
    notificationId: outcome === 'sent' ? (placed.get(`${eventId} ${channel}`) ?? null) : null,
    processId: process?.id ?? null,
    dedupKey,
    eventClass,
  };
}

function soonest(decisions: readonly NoticeDecision[]): Date | undefined {
  return decisions.flatMap(({ releaseAt }) => releaseAt ?? []).sort((a, b) => a.getTime() - b.getTime())[0];
}
