import { appendEvents } from '../../../db/events/append.ts';
import { newAckToken } from '../../../db/notifications/by-token.ts';
import { appendLedger, insertNotifications, insertSends } from '../../../db/notifications/insert.ts';
import type { Outlook } from '../../../db/people/outlook.ts';
import type { TenantTx } from '../../../db/tenant.ts';
import { notifier } from '../../contracts/notifier.ts';
import type { Bundle } from '../../telling/gather.ts';
import type { NotifierContext, NotifierParts } from '../parts.ts';
import { type Built, build } from './deliver/build.ts';
import { handOverAtOnce } from './deliver/hand-over.ts';
import type { LaneView } from './lane.ts';
import { lookAgainAt, remindDispatch } from './remind.ts';

/** Builds messages for the person of this lane. */
export function buildFor(
  parts: NotifierParts,
  ctx: NotifierContext,
  view: LaneView,
  bundles: readonly Bundle[],
  chain?: { rootId: string; step: number },
): Built {
  const now = parts.now();
  const { link, seconds } = parts.reportLinks;
  const built = build(bundles, {
    renderer: parts.renderer,
    publicUrl: parts.publicUrl,
    reportLinks: {
      link: (reportId, file, until) => link(ctx.tenant, reportId, file, until),
      until: new Date(now.getTime() + seconds * 1_000),
    },
    person: view.person,
    routes: view.routes,
    templates: view.ownTemplates,
    now,
    newAckToken: (notificationId) => newAckToken(ctx.tenant, notificationId),
    chain,
    causationId: ctx.messageId,
  });
  for (const error of built.templateErrors) ctx.log.warn({ error }, 'a firm’s template could not be used');
  return built;
}

/** Rows and events of messages, in the open transaction. */
export async function insertBuilt(tx: TenantTx, built: Built): Promise<void> {
  await Promise.all([
    insertNotifications(tx, built.notifications),
    insertSends(tx, built.sends),
    appendLedger(tx, built.ledger),
    appendEvents(tx, built.events),
  ]);
}

/**
 * What comes after messages were written: they are handed over, and those that ask for it begin to wait for notice.
 *
 *   broker there ──▶ at once after the commit; a reminder to `dispatch` for what comes to nothing
 *   broker away  ──▶ `dispatch`, until it is back
 */
export function afterwards(
  parts: NotifierParts,
  ctx: NotifierContext,
  built: Built,
  { steps, nextHandOver }: Pick<Outlook, 'steps' | 'nextHandOver'>,
): void {
  const own = { tenant: ctx.tenant, key: ctx.key };
  if (built.sends.some(({ nextAttemptAt }) => nextAttemptAt !== null)) {
    if (parts.adapters.ready) {
      ctx.afterCommit(() => handOverAtOnce(parts, ctx));
      remindDispatch(ctx, lookAgainAt(parts.now(), nextHandOver));
    } else ctx.send(notifier, 'dispatch', own, {});
  }
  const [first] = steps;
  if (!first) return;
  for (const { id, needsAck, rootId, createdAt } of built.notifications) {
    if (!needsAck || rootId !== null) continue;
    const at = new Date(Date.parse(createdAt) + first.afterMinutes * 60_000);
    ctx.send(notifier, 'escalate', own, { notificationId: id, step: 1 }, { at, reminder: `escalate-${id}` });
  }
}
