import { TokenBucket } from 'limiter';
import { createSlots, type Slots, type Window } from './slots.ts';

/** In any time T at most `burst + T / perMs * count` are let through. */
export interface Rate {
  burst: number;
  count: number;
  perMs: number;
  /** What the provider counts, where it is known to refuse one more. However late what was let through gets there, this holds. */
  window?: Window;
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
  /**
   * Milliseconds until one more may go to the chat; 0 when it may go now, which takes one of each until `end`. A wait takes nothing.
   */
  take(chat: string): number;
  /** What was taken for the chat has been answered, or given up. */
  end(chat: string): void;
}

/** Chats that nobody wrote to for so long are full again and are forgotten. */
const SWEEP_AT = 5_000;

/** An even pace, and the provider's window above it. */
interface Limit {
  bucket: TokenBucket;
  slots: Slots | undefined;
}

/**
 * The limits of one connection. What another process sent just before this one began is not known here: every limit begins
 * as if all of it had been used at `bornAt`.
 */
export function createRates(
  overall: Rate,
  chatRate: (chat: string) => Rate,
  bornAt: number = performance.now(),
): Rates {
  const whole = limitOf(overall, bornAt);
  const chats = new Map<string, Limit>();

  function chatLimit(chat: string): Limit {
    const known = chats.get(chat);
    if (known) return known;
    if (chats.size >= SWEEP_AT) forgetFull();
    const rate = chatRate(chat);
    const limit = limitOf(rate, bornAt, whole.bucket);
    limit.bucket.content = Math.min(rate.burst, ((performance.now() - bornAt) / rate.perMs) * rate.count);
    chats.set(chat, limit);
    return limit;
  }

  function forgetFull(): void {
    const now = performance.now();
    for (const [chat, { bucket, slots }] of chats) {
      bucket.drip();
      if (bucket.content >= bucket.bucketSize && (slots?.isIdle(now) ?? true)) chats.delete(chat);
    }
  }

  return {
    wait: () => Math.max(whole.bucket.getWaitTime(1), whole.slots?.wait(performance.now()) ?? 0),
    take(chat) {
      const { bucket, slots } = chatLimit(chat);
      const now = performance.now();
      const wait = Math.max(slots?.wait(now) ?? 0, whole.slots?.wait(now) ?? 0);
      if (wait > 0) return wait;
      if (!bucket.tryRemoveTokens(1)) return Math.max(1, bucket.getWaitTime(1));
      slots?.take();
      whole.slots?.take();
      return 0;
    },
    end(chat) {
      const now = performance.now();
      chats.get(chat)?.slots?.end(now);
      whole.slots?.end(now);
    },
  };
}

function limitOf({ burst, count, perMs, window }: Rate, bornAt: number, parentBucket?: TokenBucket): Limit {
  const bucket = new TokenBucket({
    bucketSize: burst,
    tokensPerInterval: count,
    interval: perMs,
    parentBucket,
  });
  return { bucket, slots: window && createSlots(window, bornAt) };
}
