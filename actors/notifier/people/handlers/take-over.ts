import { wasInherited } from '../../../../db/notifications/inherited.ts';
import { readNotification } from '../../../../db/notifications/read.ts';
import { readOutlook } from '../../../../db/people/outlook.ts';
import type { Payload } from '../../../contracts/contract.ts';
import { notifier } from '../../../contracts/notifier.ts';
import type { NotifierContext, NotifierParts } from '../../parts.ts';
import { bundlesOnAll } from '../deliver/bundles-on-all.ts';
import { readHappeningsLater, readLaneView } from '../lane.ts';
import { afterwards, buildFor, insertBuilt } from '../write-messages.ts';

/** Somebody else did not take notice: this person is told, on every channel they have. */
export async function takeOver(
  parts: NotifierParts,
  ctx: NotifierContext,
  { notificationId, step }: Payload<typeof notifier, 'takeOver'>,
): Promise<void> {
  const { root, view, happenings, outlook, isTold } = await ctx.read(async (tx) => {
    const [root, view, outlook, isTold] = await Promise.all([
      readNotification(tx, notificationId),
      readLaneView(parts, tx, ctx.key),
      readOutlook(tx, ctx.key),
      wasInherited(tx, ctx.key, notificationId),
    ]);
    return {
      root,
      view,
      outlook,
      isTold,
      happenings: root ? await readHappeningsLater(tx, root.eventIds) : [],
    };
  });
  if (!root || root.acknowledgedAt || happenings.length === 0 || isTold) return;
  // Erased meanwhile: somebody else takes over in their place, and the firm hears of it.
  if (!view) {
    ctx.send(notifier, 'succeed', { tenant: ctx.tenant, key: ctx.key }, { notificationId, step });
    return;
  }
  const bundles = bundlesOnAll(view, 'escalation', happenings);
  const built = buildFor(parts, ctx, view, bundles, { rootId: root.rootId ?? root.id, step });
  ctx.write((tx) => insertBuilt(tx, built));
  // The chain goes on in the lane of whom the message was for first.
  afterwards(parts, ctx, built, { ...outlook, steps: [] });
}
