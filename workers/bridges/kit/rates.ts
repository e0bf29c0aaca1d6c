import { TokenBucket } from 'limiter';

/** In any time T at most `burst + T / perMs * count` go through. */
export interface Rate {
  burst: number;
  count: number;
  perMs: number;
}

/** A provider that answers within so long is used to its limit. */
const ANSWERS_WITHIN_MS = 200;

/** How many must be under way at once to reach a rate. */
export function underWayFor(perSecond: number): number {
  return Math.max(2, Math.ceil((perSecond * ANSWERS_WITHIN_MS) / 1_000));
}

/** One a second where nothing is known. */
export function perSecond(rate: Rate | undefined): number {
  return rate ? (rate.count / rate.perMs) * 1_000 : 1;
}

export interface Rates {
  /** Milliseconds until anything may go at all. */
  wait(): number;
  /** Milliseconds until one more may go to the chat; 0 when it may go now, which takes one of each. A wait takes nothing. */
  take(chat: string): number;
}

/** Chats that nobody wrote to for so long are full again and are forgotten. */
const SWEEP_AT = 5_000;

/**
 * The limits of one connection. What another process sent just before this one began is not known here: every limit begins
 * as if all of it had been used at `bornAt`.
 */
export function createRates(
  overall: Rate,
  chatRate: (chat: string) => Rate,
  bornAt: number = performance.now(),
): Rates {
  const whole = bucketOf(overall);
  const chats = new Map<string, TokenBucket>();

  function chatBucket(chat: string): TokenBucket {
    const known = chats.get(chat);
    if (known) return known;
    if (chats.size >= SWEEP_AT) forgetFull();
    const rate = chatRate(chat);
    const bucket = bucketOf(rate, whole);
    bucket.content = Math.min(rate.burst, ((performance.now() - bornAt) / rate.perMs) * rate.count);
    chats.set(chat, bucket);
    return bucket;
  }

  function forgetFull(): void {
    for (const [chat, bucket] of chats) {
      bucket.drip();
      if (bucket.content >= bucket.bucketSize) chats.delete(chat);
    }
  }

  return {
    wait: () => whole.getWaitTime(1),
    take(chat) {
      const bucket = chatBucket(chat);
      return bucket.tryRemoveTokens(1) ? 0 : Math.max(1, bucket.getWaitTime(1));
    },
  };
}

function bucketOf({ burst, count, perMs }: Rate, parentBucket?: TokenBucket): TokenBucket {
  return new TokenBucket({ bucketSize: burst, tokensPerInterval: count, interval: perMs, parentBucket });
}
