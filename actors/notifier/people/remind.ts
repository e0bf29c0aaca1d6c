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
