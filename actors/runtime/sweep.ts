import type { Pool } from '../../db/pool.ts';

/** Rows removed in one statement, so that no sweep holds others up. */
const AT_ONCE = 5_000;

/** What expires in the runtime's tables. */
const SWEEPS = {
  adoptions: `
    delete from rt.adoptions where ctid = any (array(
      select ctid from rt.adoptions where adopted_at < now() - interval '7 days' limit $1))`,
  // A window is a minute at the longest that counts still.
  rateWindows: `
    delete from rt.rate_windows where ctid = any (array(
      select ctid from rt.rate_windows where "window" < extract(epoch from now() - interval '1 day') limit $1))`,
  // Nobody has mended the cause of those in a season; the log has told of each.
  deadLetters: `
    delete from rt.dead_letters where ctid = any (array(
      select ctid from rt.dead_letters where died_at < now() - interval '90 days' order by died_at limit $1))`,
  workers: `
    delete from rt.workers where ctid = any (array(
      select ctid from rt.workers where seen_at < now() - interval '1 hour' limit $1))`,
} as const;

/** What expires in the tables of firms, each by a function that may remove that and nothing else. */
const OF_FIRMS = {
  // Saved answers, after 24 hours.
  idempotencyKeys: 'select auth.expire_idempotency_keys($1) as gone',
  // Refresh tokens, 30 days after their end.
  sessions: 'select auth.expire_sessions($1) as gone',
  // Both 90 days after the end of the job; the lines first, a job goes when it has none left.
  importLines: 'select auth.expire_import_lines($1) as gone',
  jobs: 'select auth.expire_jobs($1) as gone',
} as const;

/** Removes what has expired; answers how many rows of each. */
export async function sweepExpired(pool: Pool): Promise<Record<string, number>> {
  const removed: Record<string, number> = {};
  for (const [name, text] of Object.entries(SWEEPS)) {
    removed[name] = await untilFewer(async () => (await pool.query(text, [AT_ONCE])).rowCount ?? 0);
  }
  for (const [name, text] of Object.entries(OF_FIRMS)) {
    removed[name] = await untilFewer(async () => (await pool.query(text, [AT_ONCE])).rows[0].gone);
  }
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
