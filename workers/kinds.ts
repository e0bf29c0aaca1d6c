import type { Logger } from 'pino';
import { createDatajudFetcher } from '../actors/datajud-fetcher/actor.ts';
import { DEFAULT_FETCHER_CONFIG } from '../actors/datajud-fetcher/config.ts';
import { createNotifier } from '../actors/notifier/actor.ts';
import { parseNetworks } from '../actors/notifier/webhook/egress/address.ts';
import { createEgress } from '../actors/notifier/webhook/egress/post.ts';
import { parseSealingKeys } from '../actors/notifier/webhook/seal.ts';
import { createProcessMonitor } from '../actors/process-monitor/actor.ts';
import { createReportRenderer } from '../actors/report-renderer/actor.ts';
import { findChromium } from '../actors/report-renderer/browser/find-chromium.ts';
import { createBrowserPool } from '../actors/report-renderer/browser/pool.ts';
import { createLinkSigner } from '../actors/report-renderer/store/links.ts';
import { openStore } from '../actors/report-renderer/store/open.ts';
import type { AnyActor } from '../actors/runtime/actor.ts';
import type { Pool } from '../db/pool.ts';
import type { WorkerEnvironment } from './environment.ts';
import { planWeights } from './plan-weights.ts';

export interface KindParts {
  env: WorkerEnvironment;
  /** Role lux_runtime. */
  runtime: Pool;
  onError: (error: unknown) => void;
  log: Logger;
  /** Ends what the actor holds besides connections, when the worker stops. */
  onStop: (close: () => Promise<void>) => void;
}

/** How the actor of each kind is made. A new kind is one line here and an entry file beside this one. */
export const KINDS: Record<string, (parts: KindParts) => AnyActor> = {
  'process-monitor': () => createProcessMonitor(),
  'datajud-fetcher': ({ env, runtime, onError }) =>
    createDatajudFetcher({
      datajudUrl: env.DATAJUD_URL.replace(/\/$/, ''),
      datajudKey: () => env.DATAJUD_KEY,
      pool: runtime,
      weights: planWeights(runtime, onError),
      config: {
        ...DEFAULT_FETCHER_CONFIG,
        requestsPerMinute: env.DATAJUD_REQUESTS_PER_MINUTE,
        requestsPerDay: env.DATAJUD_REQUESTS_PER_DAY,
        minIntervalSeconds: env.DATAJUD_MIN_INTERVAL_SECONDS,
        maxIntervalSeconds: env.DATAJUD_MAX_INTERVAL_SECONDS,
        closedIntervalSeconds: env.DATAJUD_CLOSED_INTERVAL_SECONDS,
      },
    }),
  notifier: ({ env }) =>
    createNotifier({
      egress: createEgress({
        policy: {
          allowHttp: env.WEBHOOK_ALLOW_HTTP,
          allowNetworks: parseNetworks(env.WEBHOOK_ALLOW_NETWORKS),
        },
      }),
      sealingKeys: parseSealingKeys(env.SEALING_KEYS),
      publicUrl: env.PUBLIC_URL.replace(/\/$/, ''),
    }),
  'report-renderer': ({ env, log, onStop }) => {
    const pool = createBrowserPool({
      executable: () => findChromium(env.CHROMIUM_BIN),
      pages: env.REPORT_PAGES,
      onEvent: ({ what, error }) => log.info({ what, err: error }, 'browser'),
    });
    onStop(pool.close);
    const keys = [...parseSealingKeys(env.SEALING_KEYS).byId.values()].map(({ bytes }) => bytes);
    const publicUrl = env.PUBLIC_URL.replace(/\/$/, '');
    return createReportRenderer(
      {
        store: openStore(env, createLinkSigner(keys), () => publicUrl),
        pool,
        linkSeconds: env.REPORT_LINK_HOURS * 3_600,
        retentionDays: env.REPORT_RETENTION_DAYS,
      },
      env.REPORT_PAGES,
    );
  },
};
