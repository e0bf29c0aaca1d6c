import { changeProviderLimits, type StoredLimits } from '../../../db/ai/provider-limits.ts';
import type { Pool } from '../../../db/pool.ts';

type Change<T> = (
  stored: StoredLimits | undefined,
  now: number,
) => { next: StoredLimits | undefined; answer: T };

/** Where what is known of the provider's account is kept: one change after the other. */
export interface LimitsKeeper {
  change<T>(change: Change<T>): Promise<T>;
}

/** In Postgres, for all workers together. @param account names it without giving its key away */
export function keepInPostgres(pool: Pool, account: string): LimitsKeeper {
  return { change: (change) => changeProviderLimits(pool, account, change) };
}

/** In this process, where it is the only one that asks. */
export function keepInMemory(now: () => number = Date.now): LimitsKeeper {
  let stored: StoredLimits | undefined;
  return {
    async change(change) {
      const { next, answer } = change(stored, now());
      stored = next ?? stored;
      return answer;
    },
  };
}
