import { setTimeout as sleep } from 'node:timers/promises';
import { isUnavailable, type Pool } from '../../db/pool.ts';

const PATIENCE_MS = 2_000;

/** Whether Postgres answers a query within two seconds. */
export async function isReachable(pool: Pool): Promise<boolean> {
  const asked = pool.query('select 1').then(
    () => true,
    (error: unknown) => {
      if (isUnavailable(error)) return false;
      throw error;
    },
  );
  return Promise.race([asked, sleep(PATIENCE_MS, false, { ref: false })]);
}
