import { RateLimiter } from 'limiter';

export interface EndpointRate {
  /** Deliveries in each interval; all of them may go at once. */
  count: number;
  perMs: number;
}

export interface Throttle {
  /**
   * Milliseconds until a delivery to this endpoint may be tried, 0 when it may go now, which takes one from the
   * rate. A wait takes nothing: ask again when it is over.
   */
  take(endpointId: string, rate: EndpointRate): number;
  /** Endpoints remembered now. */
  readonly size: number;
}

interface Entry {
  rate: EndpointRate;
  limiter: RateLimiter;
}

/**
 * Rate limits of endpoints, in this process's memory: an endpoint is a lane of one actor, so one process sends to
 * it at a time. Past `maxEndpoints` the one that was used longest ago is forgotten, with at most one interval of its count.
 */
export function createThrottle(options: { maxEndpoints?: number } = {}): Throttle {
  const { maxEndpoints = 10_000 } = options;
  const entries = new Map<string, Entry>();

  const entryOf = (endpointId: string, rate: EndpointRate): Entry => {
    const known = entries.get(endpointId);
    const same = known && known.rate.count === rate.count && known.rate.perMs === rate.perMs;
    const entry = same ? known : { rate, limiter: limiterOf(rate) };
    entries.delete(endpointId);
    entries.set(endpointId, entry);
    const oldest = entries.size > maxEndpoints ? entries.keys().next().value : undefined;
    if (oldest !== undefined) entries.delete(oldest);
    return entry;
  };

  return {
    take(endpointId, rate) {
      const { limiter } = entryOf(endpointId, rate);
      if (limiter.tryRemoveTokens(1)) return 0;
      return Math.max(1, Math.ceil(limiter.getWaitTime(1)));
    },
    get size() {
      return entries.size;
    },
  };
}

/** Throws RangeError on a rate that nothing could pass. */
function limiterOf({ count, perMs }: EndpointRate): RateLimiter {
  if (!Number.isInteger(count) || count < 1 || !(perMs >= 1)) {
    throw new RangeError('An endpoint rate is a whole number of deliveries, 1 or more, per 1 ms or more.');
  }
  return new RateLimiter({ tokensPerInterval: count, interval: perMs });
}
