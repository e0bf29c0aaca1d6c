import { datajudFetcher } from '../contracts/datajud-fetcher.ts';
import type { GatewayContext } from './parts.ts';

/** There is more to ask: go on with the next message. */
export function sweepNow(ctx: GatewayContext): void {
  ctx.send(datajudFetcher, 'sweep', { tenant: ctx.tenant }, {});
}

/** Sleeps until then. The gateway has one alarm clock: setting it replaces the time set before. */
export function sweepAt(ctx: GatewayContext, at: Date): void {
  ctx.send(datajudFetcher, 'sweep', { tenant: ctx.tenant }, {}, { at, reminder: 'sweep' });
}
