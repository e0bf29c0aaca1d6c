import type { ActorContext } from '../runtime/context.ts';
import type { FetcherConfig } from './config.ts';
import type { Accesses } from './gateway/accesses.ts';
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
  /** Firms that bring a key and a quota of their own. */
  accesses: Accesses;
  /** Shares of firms whose plan is not the usual one, by tenant. */
  weights: () => Record<string, number>;
  parse: Parse;
  react: typeof reactTo;
  random: () => number;
}

export type GatewayContext = ActorContext<GatewayState>;

/** `tjsp` of the actor `court-tjsp`. */
export function aliasOf(ctx: GatewayContext): string {
  return ctx.tenant.replace(/^court-/, '');
}
