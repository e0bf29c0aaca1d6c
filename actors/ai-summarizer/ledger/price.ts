import type { TokenUse } from '../../../db/ai/ledger.ts';
import type { Price } from './price-list.ts';

/** Of a batch the provider asks half. */
export const BATCH_DISCOUNT = 0.5;
/** What the provider adds to a prompt for the shape of its answer. */
const OVERHEAD_TOKENS = 1_000;

/** What a use costs in millionths of a US dollar, rounded up. */
export function costOf(use: TokenUse, price: Price, share = 1): number {
  const micros =
    use.inputTokens * price.input +
    use.cacheWriteTokens * price.cacheWrite +
    use.cacheReadTokens * price.cacheRead +
    use.outputTokens * price.output;
  return Math.ceil(micros * share);
}

/**
 * What a use may come to at the most, before it is made: a token for every byte, which no text exceeds, read afresh, and every
 * token allowed written. What is not used of it is given back when the use is settled.
 */
export function ceilingOf(
  bytes: number,
  maxTokens: number,
  price: Price,
  share = 1,
): { micros: number; tokens: number } {
  const inputTokens = bytes + OVERHEAD_TOKENS;
  const dearest = { ...price, input: Math.max(price.input, price.cacheWrite) };
  const use = { inputTokens, cacheWriteTokens: 0, cacheReadTokens: 0, outputTokens: maxTokens };
  return { micros: costOf(use, dearest, share), tokens: inputTokens + maxTokens };
}
