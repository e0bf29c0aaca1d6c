import { createHash } from 'node:crypto';
import type { Pool } from '../../db/pool.ts';
import { aiSummarizer } from '../contracts/ai-summarizer.ts';
import { actor } from '../runtime/actor.ts';
import { type AiConfig, unpriced } from './config.ts';
import { createBatches } from './engine/anthropic/batches.ts';
import { createClient } from './engine/anthropic/client.ts';
import { createAnthropicEngine } from './engine/anthropic/engine.ts';
import { answerOne } from './handlers/answer.ts';
import { collect } from './handlers/collect.ts';
import { configure, nightly } from './handlers/nightly.ts';
import { noticeNew } from './handlers/notice.ts';
import { createGate } from './limits/gate.ts';
import { keepInPostgres } from './limits/keeper.ts';
import type { SummarizerParts } from './parts.ts';

export const STANDARD_PACE: SummarizerParts['pace'] = {
  cancelMs: 1_000,
  draftMs: 250,
  collectMs: 60_000,
  busyMs: 60_000,
};

/** Two models, two drafts each, within this. */
const TIMEOUT_MS = 300_000;

export interface SummarizerOptions {
  config: AiConfig;
  /** Without one the local engine answers everything. */
  provider?: {
    apiKey: string;
    baseURL?: string;
    /** Role lux_runtime: what all workers may ask of the account is settled there. */
    platform: Pool;
    onError: (error: unknown) => void;
  };
  now?: () => Date;
  pace?: Partial<SummarizerParts['pace']>;
}

/**
 * Writes summaries and answers about a firm's cases, each sentence with the movements that prove it.
 * @throws Error when a model is to be used whose price is not known
 */
export function createAiSummarizer(options: SummarizerOptions) {
  const costly = options.provider ? unpriced(options.config) : [];
  if (costly.length > 0) throw new Error(`AI_PRICES has no price of ${costly.join(', ')}`);
  const parts: SummarizerParts = {
    config: options.config,
    provider: options.provider && connect(options.provider, options.config),
    now: options.now ?? (() => new Date()),
    pace: { ...STANDARD_PACE, ...options.pace },
  };
  return actor({
    contract: aiSummarizer,
    description:
      'Writes summaries and answers about cases, with a model or by rules, each sentence proved by its movements.',
    // A turn mostly waits for a model; the gate holds back what the provider does not take.
    slots: 200,
    slotsPerTenant: 16,
    timeoutMs: TIMEOUT_MS,
    retry: { attempts: 6, baseMs: 1_000 },
    handlers: {
      answer: (ctx, { answerId }) => answerOne(parts, ctx, answerId),
      notice: (ctx, { eventIds }) => noticeNew(ctx, eventIds),
      configure: (ctx) => configure(parts, ctx),
      nightly: (ctx) => nightly(parts, ctx),
      collect: (ctx, payload) => collect(parts, ctx, payload),
    },
  });
}

/** Past its timeout a call has surely ended; a little more for the way. */
const LEASE_SLACK_MS = 10_000;

function connect(
  { apiKey, baseURL, platform, onError }: NonNullable<SummarizerOptions['provider']>,
  config: AiConfig,
): SummarizerParts['provider'] {
  // Limits are the account's; its key names it, and cannot be had from its hash.
  const account = `anthropic ${createHash('sha256').update(apiKey).digest('hex').slice(0, 16)}`;
  const { concurrency, requestsPerMinute, callTimeoutMs } = config;
  const leaseMs = callTimeoutMs + LEASE_SLACK_MS;
  const keeper = keepInPostgres(platform, account);
  const gate = createGate({ keeper, onError, concurrency, requestsPerMinute, leaseMs });
  const client = createClient({ apiKey, baseURL, timeoutMs: callTimeoutMs, onHeaders: gate.heard });
  return { engine: createAnthropicEngine(client, gate), batches: createBatches(client) };
}
