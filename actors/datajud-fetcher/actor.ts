import type { Pool } from '../../db/pool.ts';
import { datajudFetcher } from '../contracts/datajud-fetcher.ts';
import { actor } from '../runtime/actor.ts';
import type { FetcherConfig } from './config.ts';
import { createHitParser } from './document/parse-hit.ts';
import { type Accesses, NO_ACCESSES } from './gateway/accesses.ts';
import { reactTo } from './gateway/reaction.ts';
import { createSearchClient } from './gateway/search.ts';
import { refresh } from './handlers/refresh.ts';
import { sweep } from './handlers/sweep.ts';
import { unwatch } from './handlers/unwatch.ts';
import { watch } from './handlers/watch.ts';
import type { FetcherParts } from './parts.ts';
import { createPlanner } from './schedule/plan.ts';
import { gatewayState } from './state.ts';

export interface FetcherOptions {
  datajudUrl: string;
  datajudKey: () => string;
  config: FetcherConfig;
  /** Role lux_runtime. */
  pool: Pool;
  /** Shares of firms whose plan is not the usual one, by tenant. */
  weights: () => Record<string, number>;
  /** Firms that bring a key and a quota of their own; none by default. */
  accesses?: Accesses;
  /** What to do after a failure; the error table by default. */
  react?: typeof reactTo;
}

/** The gateways to DataJud, one actor per court: `court-tjsp`. */
export function createDatajudFetcher(options: FetcherOptions) {
  const parts: FetcherParts = {
    config: options.config,
    client: createSearchClient({ url: options.datajudUrl, key: options.datajudKey }),
    planner: createPlanner(options.pool, options.weights),
    accesses: options.accesses ?? NO_ACCESSES,
    weights: options.weights,
    parse: createHitParser(),
    react: options.react ?? reactTo,
    random: Math.random,
  };
  return actor({
    contract: datajudFetcher,
    description: 'Asks each court on behalf of all firms that watch its cases.',
    state: gatewayState,
    slots: 128,
    timeoutMs: options.config.batchTimeoutMs + 15_000,
    retry: { attempts: 20, maxMs: 300_000 },
    handlers: {
      watch: (ctx, payload) => watch(parts, ctx, payload),
      unwatch: (ctx, payload) => unwatch(ctx, payload),
      refresh: (ctx, payload) => refresh(parts, ctx, payload),
      sweep: (ctx, payload) => sweep(parts, ctx, payload),
    },
  });
}
