import type { Anthropic } from '@anthropic-ai/sdk';
import type { Prompt, WriteOptions } from '../engine.ts';
import { draftSchema } from './schema.ts';

type Params = Anthropic.Messages.MessageCreateParamsNonStreaming;

/**
 * A prompt as the Messages API takes it. Both marks for its cache stand behind what stays the same: the rules of the house for
 * everybody, the case for everything that is asked about it.
 */
export function requestOf(
  prompt: Prompt,
  options: Omit<WriteOptions, 'signal' | 'onStatement' | 'onTurn'>,
): Params {
  const refused = prompt.refusals === '' ? [] : [{ type: 'text' as const, text: prompt.refusals }];
  return {
    model: options.model,
    max_tokens: options.maxTokens,
    system: [{ type: 'text', text: prompt.system, cache_control: { type: 'ephemeral' } }],
    messages: [
      {
        role: 'user',
        content: [
          { type: 'text', text: prompt.sources, cache_control: { type: 'ephemeral' } },
          { type: 'text', text: prompt.task },
          ...refused,
        ],
      },
    ],
    output_config: {
      effort: 'low',
      format: { type: 'json_schema', schema: draftSchema(options.sections, options.verdicts) },
    },
  };
}

/** How much of a prompt there is to read, in bytes of UTF-8. */
export function bytesOf({ system, sources, task, refusals }: Prompt): number {
  return Buffer.byteLength(system + sources + task + refusals);
}
