import type { ActorContext } from '../runtime/context.ts';
import type { FetcherConfig } from './config.ts';
import type { reactTo } from './gateway/reaction.ts';
import type { SearchClient } from './gateway/search.ts';
import type { Parse } from './ledger/digest.ts';
import type { Planner } from './schedule/plan.ts';
import type { GatewayState } from './state.ts';

/** What the gateway's handlers work with. */
export interface FetcherParts {
  config: FetcherConfig;
  client: SearchClient;
  planner: Planner;
  parse: Parse;
  react: typeof reactTo;
  random: () => number;
}

export type GatewayContext = ActorContext<GatewayState>;

/** `tjsp` of the actor `court-tjsp`. */
export function aliasOf(ctx: GatewayContext): string {
  return ctx.tenant.replace(/^court-/, '');
}
