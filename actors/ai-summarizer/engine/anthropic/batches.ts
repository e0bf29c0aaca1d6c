import type { TokenUse } from '../../../../db/ai/ledger.ts';
import type { Draft, Prompt } from '../engine.ts';
import { EngineError } from '../errors.ts';
import type { Client } from './client.ts';
import { readError } from './read-error.ts';
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
  const asked = async <T>(work: Promise<T>): Promise<T> => {
    try {
      return await work;
    } catch (error) {
      throw readError(error);
    }
  };
  return {
    async submit(items, signal) {
      const requests = items.map((item) => ({ custom_id: item.id, params: requestOf(item.prompt, item) }));
      const batch = await asked(client.messages.batches.create({ requests }, { signal, maxRetries: 0 }));
      return { providerId: batch.id, expiresAt: new Date(batch.expires_at) };
    },
    async hasEnded(providerId, signal) {
      const batch = await asked(client.messages.batches.retrieve(providerId, {}, { signal, maxRetries: 0 }));
      return batch.processing_status === 'ended';
    },
    async results(providerId, wanted, signal) {
      const decoder = await asked(client.messages.batches.results(providerId, {}, { signal, maxRetries: 0 }));
      const results: BatchResult[] = [];
      for await (const { custom_id: id, result } of decoder) {
        if (result.type !== 'succeeded') results.push({ id, kind: 'not-done', why: result.type });
        else results.push(readSucceeded(id, result.message, wanted));
      }
      return results;
    },
  };
}

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
