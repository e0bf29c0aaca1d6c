import { isUnavailable, type Pool } from '../../db/pool.ts';

/** `limit` requests of one subject per window of `windowSeconds`. The name appears in RateLimit-Policy. */
export interface RatePolicy {
  name: string;
  limit: number;
  windowSeconds: number;
}

/** What is left of a policy after a request. */
export interface Quota {
  policy: RatePolicy;
  allowed: boolean;
  remaining: number;
  resetSeconds: number;
}

export interface RateLimiter {
  /** Counts one request. Answers without waiting as long as the lot taken before lasts. */
  take(subject: string, policy: RatePolicy): Quota | Promise<Quota>;
}

export interface LimiterOptions {
  pool: Pool;
  /** Unix milliseconds. */
  now: () => number;
  /** Subjects remembered at the most; the rest is in Postgres. */
  maxSubjects?: number;
}

interface Share {
  window: number;
  /** Requests of the present lot that this process may still let through. */
  lot: number;
  /** Of the window, used by all processes as of the last lot. */
  used: number;
  taking?: Promise<void>;
}

/**
 * Fixed windows counted in rt.rate_windows, shared by all API processes. Each process takes a twentieth of the limit at a
 * time, so that a busy firm costs about twenty statements a window and one process may hold back at most that much.
 * Without the database nothing is counted: the request itself will answer 503 if it needs it.
 */
export function createRateLimiter({ pool, now, maxSubjects = 20_000 }: LimiterOptions): RateLimiter {
  const shares = new Map<string, Share>();

  function shareOf(key: string, window: number): Share {
    let share = shares.get(key);
    if (!share || share.window !== window) {
      share = { window, lot: 0, used: 0 };
      // Insertion order is age: the oldest goes when the table is full.
      shares.delete(key);
      if (shares.size >= maxSubjects) for (const oldest of shares.keys()) if (shares.delete(oldest)) break;
      shares.set(key, share);
    }
    return share;
  }

  async function takeLot(share: Share, key: string, policy: RatePolicy): Promise<void> {
    const size = Math.max(1, Math.ceil(policy.limit / 20));
    try {
      const { rows } = await pool.query({
        name: 'take-rate-lot',
        text: TAKE,
        values: [key, share.window, size],
      });
      share.used = rows[0].used;
      // Of a lot that reaches past the limit only the part below it counts.
      share.lot += Math.max(0, Math.min(size, policy.limit - (share.used - size)));
    } catch (error) {
      if (!isUnavailable(error)) throw error;
      share.lot += size;
    }
  }

  function spend(share: Share, policy: RatePolicy, resetSeconds: number): Quota {
    const allowed = share.lot > 0;
    if (allowed) share.lot--;
    const remaining = Math.max(0, policy.limit - share.used) + share.lot;
    return { policy, allowed, remaining, resetSeconds };
  }

  return {
    take(subject, policy) {
      const seconds = Math.floor(now() / 1_000);
      const window = seconds - (seconds % policy.windowSeconds);
      const resetSeconds = window + policy.windowSeconds - seconds;
      const key = `${policy.name}:${subject}`;
      const share = shareOf(key, window);
      // Once the window is known to be used up there is nothing more to ask for.
      if (share.lot > 0 || share.used >= policy.limit) return spend(share, policy, resetSeconds);
      share.taking ??= takeLot(share, key, policy).finally(() => {
        share.taking = undefined;
      });
      return share.taking.then(() =>
        share.lot > 0 || share.used >= policy.limit
          ? spend(share, policy, resetSeconds)
          : this.take(subject, policy),
      );
    },
  };
}

/** Removes windows that ended more than an hour ago. */
export async function sweepRateWindows(pool: Pool, nowMs: number): Promise<void> {
  await pool.query('delete from rt.rate_windows where "window" < $1', [Math.floor(nowMs / 1_000) - 3_600]);
}

const TAKE = `
  insert into rt.rate_windows as w (subject, "window", used) values ($1, $2, $3)
  on conflict (subject, "window") do update set used = w.used + excluded.used
  returning used`;

/** `RateLimit-Policy` and `RateLimit` of draft-ietf-httpapi-ratelimit-headers. */
export function quotaFields({ policy, remaining, resetSeconds }: Quota): Record<string, string> {
  return {
    'ratelimit-policy': `"${policy.name}";q=${policy.limit};w=${policy.windowSeconds}`,
    ratelimit: `"${policy.name}";r=${remaining};t=${resetSeconds}`,
  };
}
