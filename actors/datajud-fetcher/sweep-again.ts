import { datajudFetcher } from '../contracts/datajud-fetcher.ts';
import type { GatewayContext } from './parts.ts';

/** Should a sweep be given up as a dead letter, the gateway wakes up all the same. */
const LATEST_MS = 15 * 60_000;

/**
 * There is something to ask: go on with the next message. Whoever else is on the way is passed over from now on, so that a
 * thousand impatient people make one chain of sweeps and not a thousand.
 */
export function sweepNow(ctx: GatewayContext): void {
  const beat = (ctx.state.beat ?? 0) + 1;
  ctx.setState({ ...ctx.state, beat });
  ctx.send(datajudFetcher, 'sweep', { tenant: ctx.tenant }, { beat });
  sweepAt(ctx, new Date(Date.now() + LATEST_MS));
}

/** Sleeps until then. The gateway has one alarm clock: setting it replaces the time set before. */
export function sweepAt(ctx: GatewayContext, at: Date): void {
  const { beat } = ctx.state;
  ctx.send(datajudFetcher, 'sweep', { tenant: ctx.tenant }, beat === undefined ? {} : { beat }, {
    at,
    reminder: 'sweep',
  });
}
