import { readInherited } from '../../../../db/notifications/inherited.ts';
import { readOutlook } from '../../../../db/people/outlook.ts';
import type { Payload } from '../../../contracts/contract.ts';
import { notifier } from '../../../contracts/notifier.ts';
import type { NotifierContext, NotifierParts } from '../../parts.ts';
import { bundlesOnAll } from '../deliver/bundles-on-all.ts';
import { readHappeningsLater, readLaneView } from '../lane.ts';
import { afterwards, buildFor, insertBuilt } from '../write-messages.ts';

/**
 * Somebody was erased whose critical notices nobody had taken notice of, and this person goes on with them, on every channel they
 * have:
 *
 *   taken notice of meanwhile, or told to this person already ──▶ nothing
 *   one notice ──▶ the next message of its chain
 *   several ──▶ one message, the newest first; who takes notice of it has taken notice of all (db/notifications/acknowledge.ts)
 */
export async function inherit(
  parts: NotifierParts,
  ctx: NotifierContext,
  { notificationIds, step }: Payload<typeof notifier, 'inherit'>,
): Promise<void> {
  const { view, outlook, inherited, happenings } = await ctx.read(async (tx) => {
    const [view, outlook, inherited] = await Promise.all([
      readLaneView(parts, tx, ctx.key),
      readOutlook(tx, ctx.key),
      readInherited(tx, ctx.key, notificationIds),
    ]);
    const eventIds = [...new Set(inherited.flatMap((one) => one.eventIds))];
    return { view, outlook, inherited, happenings: (await readHappeningsLater(tx, eventIds)).reverse() };
  });
  const [newest] = inherited;
  if (!newest || happenings.length === 0) return;
  // Erased as well meanwhile: their own successor goes on, and the firm hears of it.
  if (!view) {
    ctx.send(notifier, 'succeed', { tenant: ctx.tenant, key: ctx.key }, { notificationIds, step });
    return;
  }
  const chain = inherited.length === 1 ? { rootId: newest.id, step } : undefined;
  const built = buildFor(parts, ctx, view, bundlesOnAll(view, 'escalation', happenings), chain);
  ctx.write((tx) => insertBuilt(tx, built));
  // The chains go on in the lanes of whom the notices were for first.
  afterwards(parts, ctx, built, { ...outlook, steps: [] });
}
