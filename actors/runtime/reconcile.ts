import type { Pool } from '../../db/pool.ts';
import { isIdle, type Mailbox } from './mailbox.ts';
import type { Residents } from './residents.ts';

/** Actors of one partition looked at in one pass. */
const PER_PASS = 500;

/**
 * Finds actors with mail that nobody told us of: the road was down or full, the message was refused, the partition
 * has just changed hands. Goes round each partition on the mailbox index, a piece at a pass, all partitions in one query.
 * Answers whether there was news and there is more to look at.
 */
export async function reconcile(
  pool: Pool,
  kind: string,
  residents: Residents,
  request: (box: Mailbox) => void,
): Promise<boolean> {
  const open = [...residents.partitions()];
  if (open.length === 0) return false;
  const query = {
    name: 'rt-reconcile',
    text: RECONCILE,
    values: [
      kind,
      open.map((p) => p.number),
      open.map((p) => p.cursor.tenant),
      open.map((p) => p.cursor.key),
      PER_PASS,
    ],
    query_timeout: 10_000,
  };
  const { rows } = await pool.query<{ partition: number; tenant: string; key: string }>(query);
  const seen = new Map<number, { count: number; tenant: string; key: string }>();
  const now = performance.now();
  let news = false;
  for (const { partition, tenant, key } of rows) {
    seen.set(partition, { count: (seen.get(partition)?.count ?? 0) + 1, tenant, key });
    const box = residents.get(partition, tenant, key);
    if (!box || !isIdle(box, now)) continue;
    news = true;
    request(box);
  }
  let goesOn = false;
  for (const partition of open) {
    const last = seen.get(partition.number);
    const full = last?.count === PER_PASS;
    partition.cursor = last && full ? { tenant: last.tenant, key: last.key } : { tenant: '', key: '' };
    goesOn ||= full;
  }
  return news && goesOn;
}

const RECONCILE = `
  select p.number as partition, a.tenant, a.key
  from unnest($2::smallint[], $3::text[], $4::text[]) as p(number, tenant, key)
  cross join lateral rt.actors_with_mail($1, p.number, p.tenant, p.key, $5) as a`;
