import type { Anthropic } from '@anthropic-ai/sdk';
import type { TokenUse } from '../../../../db/ai/ledger.ts';
import type { Draft } from '../engine.ts';
import { EngineError } from '../errors.ts';
import { parseDraft } from './schema.ts';

export function usageOf(usage: Anthropic.Messages.Usage): TokenUse {
  return {
    inputTokens: usage.input_tokens,
    cacheWriteTokens: usage.cache_creation_input_tokens ?? 0,
    cacheReadTokens: usage.cache_read_input_tokens ?? 0,
    outputTokens: usage.output_tokens,
  };
}

/** The draft in a whole message. @throws EngineError: refused, cut at its limit, a tool call nobody offered, not the JSON asked for */
export function draftOf(
  message: Anthropic.Messages.Message,
  wanted: { sections: readonly string[]; verdicts: readonly string[] | null },
): Draft {
  const usage = usageOf(message.usage);
  const refuse = (text: string, reason: 'refused' | 'malformed') =>
    new EngineError(text, { next: 'other', reason, usage, charged: true });
  if (message.stop_reason === 'refusal') throw refuse('the model refused', 'refused');
  if (message.stop_reason !== 'end_turn')
    throw refuse(`the answer stopped with ${message.stop_reason}`, 'malformed');
  const text = message.content.flatMap((block) => (block.type === 'text' ? block.text : [])).join('');
  const draft = parseDraft(parse(text), wanted.sections, wanted.verdicts);
  if (!draft) throw refuse('the answer is not the JSON that was asked for', 'malformed');
  return draft;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
