import type { Pool } from '../../db/pool.ts';

/** Rows removed in one statement, so that no sweep holds others up. */
const AT_ONCE = 5_000;

/** What expires in the runtime's tables, and the saved answers of idempotent requests after 24 hours. */
const SWEEPS = {
  adoptions: `
    delete from rt.adoptions where ctid = any (array(
      select ctid from rt.adoptions where adopted_at < now() - interval '7 days' limit $1))`,
  // A window is a minute at the longest that counts still.
  rateWindows: `
    delete from rt.rate_windows where ctid = any (array(
      select ctid from rt.rate_windows where "window" < extract(epoch from now() - interval '1 day') limit $1))`,
  workers: `
    delete from rt.workers where ctid = any (array(
      select ctid from rt.workers where seen_at < now() - interval '1 hour' limit $1))`,
} as const;

/** Removes what has expired; answers how many rows of each. */
export async function sweepExpired(pool: Pool): Promise<Record<string, number>> {
  const removed: Record<string, number> = {};
  for (const [name, text] of Object.entries(SWEEPS)) {
    removed[name] = await untilFewer(async () => (await pool.query(text, [AT_ONCE])).rowCount ?? 0);
  }
  removed.idempotencyKeys = await untilFewer(async () => {
    const { rows } = await pool.query('select auth.expire_idempotency_keys($1) as gone', [AT_ONCE]);
    return rows[0].gone;
  });
  return removed;
}

async function untilFewer(remove: () => Promise<number>): Promise<number> {
  let total = 0;
  for (;;) {
    const count = await remove();
    total += count;
    if (count < AT_ONCE) return total;
  }
}
