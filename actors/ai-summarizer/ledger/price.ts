import type { TokenUse } from '../../../db/ai/ledger.ts';
import type { Price } from '../config.ts';

/** Of a batch the provider asks half. */
export const BATCH_DISCOUNT = 0.5;
/** Portuguese in JSON has about three characters a token; two and a half is on the safe side. */
const CHARS_PER_TOKEN = 2.5;

/** What a use costs in millionths of a US dollar, rounded up. */
export function costOf(use: TokenUse, price: Price, share = 1): number {
  const micros =
    use.inputTokens * price.input +
    use.cacheWriteTokens * price.cacheWrite +
    use.cacheReadTokens * price.cacheRead +
    use.outputTokens * price.output;
  return Math.ceil(micros * share);
}

/** What a use may come to at the most, before it is made: every character read afresh and every token allowed written. */
export function ceilingOf(
  chars: number,
  maxTokens: number,
  price: Price,
  share = 1,
): { micros: number; tokens: number } {
  const inputTokens = Math.ceil(chars / CHARS_PER_TOKEN);
  const dearest = { ...price, input: Math.max(price.input, price.cacheWrite) };
  const use = { inputTokens, cacheWriteTokens: 0, cacheReadTokens: 0, outputTokens: maxTokens };
  return { micros: costOf(use, dearest, share), tokens: inputTokens + maxTokens };
}
