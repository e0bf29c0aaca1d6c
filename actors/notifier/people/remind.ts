import { notifier } from '../../contracts/notifier.ts';
import type { NotifierContext } from '../parts.ts';

/** The lane's alarm for what it holds and gathers; setting it replaces the time set before. */
export function remindRelease(ctx: NotifierContext, at: Date): void {
  ctx.send(notifier, 'release', { tenant: ctx.tenant, key: ctx.key }, {}, { at, reminder: 'release' });
}

/** The lane's alarm for what is to be handed over, again or for the first time. */
export function remindDispatch(ctx: NotifierContext, at: Date): void {
  ctx.send(notifier, 'dispatch', { tenant: ctx.tenant, key: ctx.key }, {}, { at, reminder: 'dispatch' });
}

/** So long a receipt may take before `dispatch` looks after what was handed over at once. */
const RECEIPT_SOON_MS = 5_000;

/**
 * When `dispatch` looks again. Its reminder replaces the one that was set for what is due sooner, so it must not be later than that.
 * @param next when something of the lane is due; in the past for what was handed over right after its commit
 */
export function lookAgainAt(now: Date, next: Date | null): Date {
  const soon = now.getTime() + RECEIPT_SOON_MS;
  if (!next) return new Date(soon);
  const due = next.getTime();
  return new Date(Math.min(soon, due > now.getTime() ? due : due + RECEIPT_SOON_MS));
}
