import type { TokenUse } from '../../../../db/ai/ledger.ts';
import type { Draft, Prompt } from '../engine.ts';
import { EngineError } from '../errors.ts';
import type { Client } from './client.ts';
import { readError, tookTooLong } from './read-error.ts';
import { draftOf, usageOf } from './read-message.ts';
import { requestOf } from './request.ts';

export interface BatchItem {
  /** Comes back with the result, in any order. */
  id: string;
  prompt: Prompt;
  model: string;
  maxTokens: number;
  sections: readonly string[];
  verdicts: readonly string[] | null;
}

export type BatchResult =
  | { id: string; kind: 'written'; draft: Draft; usage: TokenUse }
  /** It answered, but not what was asked for. */
  | { id: string; kind: 'malformed'; usage: TokenUse | undefined }
  /** Nothing was charged: an error, a cancellation, or its 24 hours were over. */
  | { id: string; kind: 'not-done'; why: 'errored' | 'canceled' | 'expired' };

/** Message Batches: half the price for what has a night's time. https://platform.claude.com/docs/en/build-with-claude/batch-processing */
export interface Batches {
  submit(items: readonly BatchItem[], signal: AbortSignal): Promise<{ providerId: string; expiresAt: Date }>;
  hasEnded(providerId: string, signal: AbortSignal): Promise<boolean>;
  results(
    providerId: string,
    wanted: { sections: readonly string[]; verdicts: readonly string[] | null },
    signal: AbortSignal,
  ): Promise<BatchResult[]>;
}

export function createBatches(client: Client): Batches {
  const asked = async <T>(signal: AbortSignal, work: (options: RequestOptions) => Promise<T>): Promise<T> => {
    const inTime = AbortSignal.timeout(client.timeout);
    try {
      return await work({ signal: AbortSignal.any([signal, inTime]), maxRetries: 0 });
    } catch (error) {
      throw inTime.aborted ? tookTooLong(error) : readError(error);
    }
  };
  const { batches } = client.messages;
  return {
    submit(items, signal) {
      const requests = items.map((item) => ({ custom_id: item.id, params: requestOf(item.prompt, item) }));
      return asked(signal, async (options) => {
        const batch = await batches.create({ requests }, options);
        return { providerId: batch.id, expiresAt: new Date(batch.expires_at) };
      });
    },
    hasEnded: (providerId, signal) =>
      asked(signal, async (options) => {
        const batch = await batches.retrieve(providerId, {}, options);
        return batch.processing_status === 'ended';
      }),
    results: (providerId, wanted, signal) =>
      asked(signal, async (options) => {
        const results: BatchResult[] = [];
        for await (const { custom_id: id, result } of await batches.results(providerId, {}, options)) {
          if (result.type !== 'succeeded') results.push({ id, kind: 'not-done', why: result.type });
          else results.push(readSucceeded(id, result.message, wanted));
        }
        return results;
      }),
  };
}

type RequestOptions = { signal: AbortSignal; maxRetries: number };

function readSucceeded(
  id: string,
  message: Parameters<typeof draftOf>[0],
  wanted: Parameters<typeof draftOf>[1],
): BatchResult {
  try {
    return { id, kind: 'written', draft: draftOf(message, wanted), usage: usageOf(message.usage) };
  } catch (error) {
    if (!(error instanceof EngineError)) throw error;
    return { id, kind: 'malformed', usage: error.usage };
  }
}
