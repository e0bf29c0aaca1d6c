import type { Logger } from 'pino';
import { createAiSummarizer } from '../actors/ai-summarizer/actor.ts';
import { parseModels } from '../actors/ai-summarizer/config.ts';
import { parsePrices } from '../actors/ai-summarizer/ledger/price-list.ts';
import type { Connection } from '../actors/contracts/channels.ts';
import { DATAJUD_ACCESS } from '../actors/contracts/datajud-fetcher.ts';
import { createDatajudFetcher } from '../actors/datajud-fetcher/actor.ts';
import { DEFAULT_FETCHER_CONFIG } from '../actors/datajud-fetcher/config.ts';
import { createAccesses } from '../actors/datajud-fetcher/gateway/accesses.ts';
import { createNotifier } from '../actors/notifier/actor.ts';
import { startInbound } from '../actors/notifier/inbound/start.ts';
import { parseNetworks } from '../actors/notifier/webhook/egress/address.ts';
import { createEgress } from '../actors/notifier/webhook/egress/post.ts';
import { open, parseSealingKeys } from '../actors/notifier/webhook/seal.ts';
import { createProcessMonitor } from '../actors/process-monitor/actor.ts';
import type { AnyActor } from '../actors/runtime/actor.ts';
import type { Broker } from '../actors/runtime/nats/connection.ts';
import { createToAdapters } from '../actors/runtime/nats/to-adapters.ts';
import type { Road } from '../actors/runtime/outbox.ts';
import type { Pool } from '../db/pool.ts';
import type { WorkerEnvironment } from './environment.ts';
import { planWeights } from './plan-weights.ts';
import { platformConnections } from './platform-connections.ts';
import { reportLinks } from './report-links.ts';

export interface KindParts {
  env: WorkerEnvironment;
  /** Role lux_runtime. */
  runtime: Pool;
  broker: Broker;
  onError: (error: unknown) => void;
  log: Logger;
  /** Ends what the actor holds besides connections, when the worker stops. */
  onStop: (close: () => Promise<void>) => void;
}

/** How the actor of each kind is made. A new kind is one line here and an entry file beside this one. */
export const KINDS: Record<string, (parts: KindParts) => AnyActor | Promise<AnyActor>> = {
  'process-monitor': () => createProcessMonitor(),
  'datajud-fetcher': ({ env, runtime, onError }) => {
    const keys = parseSealingKeys(env.SEALING_KEYS);
    return createDatajudFetcher({
      datajudUrl: env.DATAJUD_URL.replace(/\/$/, ''),
      datajudKey: () => env.DATAJUD_KEY,
      pool: runtime,
      weights: planWeights(runtime, onError),
      accesses: createAccesses({
        pool: runtime,
        open: (tenantId, sealed) => open(keys, { tenantId, endpointId: DATAJUD_ACCESS }, sealed),
        onError,
      }),
      config: {
        ...DEFAULT_FETCHER_CONFIG,
        requestsPerMinute: env.DATAJUD_REQUESTS_PER_MINUTE,
        requestsPerDay: env.DATAJUD_REQUESTS_PER_DAY,
        minIntervalSeconds: env.DATAJUD_MIN_INTERVAL_SECONDS,
        maxIntervalSeconds: env.DATAJUD_MAX_INTERVAL_SECONDS,
        closedIntervalSeconds: env.DATAJUD_CLOSED_INTERVAL_SECONDS,
      },
    });
  },
  notifier: ({ env, broker }) =>
    createNotifier({
      egress: createEgress({
        policy: {
          allowHttp: env.WEBHOOK_ALLOW_HTTP,
          allowNetworks: parseNetworks(env.WEBHOOK_ALLOW_NETWORKS),
        },
      }),
      sealingKeys: parseSealingKeys(env.SEALING_KEYS),
      publicUrl: env.PUBLIC_URL.replace(/\/$/, ''),
      reportDays: env.REPORT_RETENTION_DAYS,
      webhookDays: env.WEBHOOK_RETENTION_DAYS,
      adapters: createToAdapters(broker, env.NATS_REPLICAS),
      platformConnections: ofPlatform(env),
      reportLinks: reportLinks(env),
    }),
  'ai-summarizer': ({ env, runtime, onError }) =>
    createAiSummarizer({
      provider: env.ANTHROPIC_API_KEY
        ? { apiKey: env.ANTHROPIC_API_KEY, baseURL: env.ANTHROPIC_BASE_URL, platform: runtime, onError }
        : undefined,
      config: {
        models: parseModels(env.AI_MODELS),
        fallbackModel: env.AI_FALLBACK_MODEL === 'none' ? null : env.AI_FALLBACK_MODEL,
        prices: parsePrices(env.AI_PRICES),
        caps: { micros: env.AI_MONTHLY_BUDGET_USD * 1_000_000, tokens: env.AI_MONTHLY_TOKENS },
        concurrency: env.AI_CONCURRENCY,
        requestsPerMinute: env.AI_REQUESTS_PER_MINUTE,
        callTimeoutMs: env.AI_TIMEOUT_SECONDS * 1_000,
      },
    }),
  // Only where it is wanted: Chromium's driver and the rest take longer to load than all other kinds together.
  'report-renderer': async (parts) => (await import('./make-report-renderer.ts')).makeReportRenderer(parts),
};

export type BesideParts = Omit<KindParts, 'onError' | 'onStop'> & { road: Road };

/** What runs beside the actors of a kind, in each of its workers. */
export const BESIDE: Record<string, (parts: BesideParts) => { stop(): Promise<void> }> = {
  notifier: ({ env, runtime, broker, road, log }) =>
    startInbound({
      pool: runtime,
      broker,
      replicas: env.NATS_REPLICAS,
      road,
      adapters: createToAdapters(broker, env.NATS_REPLICAS),
      platformConnections: ofPlatform(env),
      log,
    }),
};

/** Of two starts the later one's word holds. */
function ofPlatform(env: WorkerEnvironment): Connection[] {
  return platformConnections(env, parseSealingKeys(env.SEALING_KEYS), Math.floor(Date.now() / 1_000));
}
