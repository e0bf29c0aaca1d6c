import type { Pool } from '../../../db/pool.ts';

export interface DeadLetter {
  id: string;
  tenant: string;
  key: string;
  type: string;
  payload: unknown;
  attempts: number;
  /** exhausted | terminal | invalid | refused */
  reason: string;
  error: string;
  sentAt: string | null;
  diedAt: string;
}

/** Dead letters, the newest first. `before` is the `diedAt` of the last one of the page before. */
export async function listDeadLetters(
  pool: Pool,
  kind: string,
  options: { tenant?: string; limit?: number; before?: string },
): Promise<{ deadLetters: DeadLetter[]; before: string | null }> {
  const limit = options.limit ?? 20;
  const { rows } = await pool.query(LIST, [kind, options.tenant ?? null, options.before ?? null, limit]);
  const last = rows.length === limit ? (rows[limit - 1] as DeadLetter) : undefined;
  return { deadLetters: rows as DeadLetter[], before: last?.diedAt ?? null };
}

// The time as text keeps the microseconds that a page begins at.
const LIST = `
  select id, tenant, key, type, payload, attempts, reason, error, sent_at as "sentAt", died_at::text as "diedAt"
  from rt.dead_letters
  where kind = $1 and ($2::text is null or tenant = $2) and ($3::timestamptz is null or died_at < $3)
  order by died_at desc limit $4`;

export interface Redrive {
  ids?: string[];
  tenant?: string;
  /** Everything of the kind. */
  all?: boolean;
  dryRun?: boolean;
}

/** Moved in one call at the most; the answer tells what is left. */
const AT_ONCE = 5_000;

/**
 * Puts dead letters back to the places in their mailboxes that they had, as if never tried. Refused ones (published by
 * hand and never understood) stay: publish them again, corrected.
 * @throws RangeError when it is not said which
 */
export async function redrive(
  pool: Pool,
  kind: string,
  which: Redrive,
): Promise<{ redriven: number; left: number; actors: { tenant: string; key: string }[] }> {
  if (!which.ids && !which.tenant && !which.all) {
    throw new RangeError('say which: {"ids": [...]}, {"tenant": "..."} or {"all": true}');
  }
  const values = [kind, which.tenant ?? null, which.ids ?? null];
  const matching = async () => Number((await pool.query(COUNT, values)).rows[0].count);
  if (which.dryRun) return { redriven: 0, left: await matching(), actors: [] };
  const { rows } = await pool.query('select tenant, key from rt.redrive($1, $2, $3, $4)', [
    ...values,
    AT_ONCE,
  ]);
  const actors = new Map(rows.map(({ tenant, key }) => [`${tenant} ${key}`, { tenant, key }]));
  return { redriven: rows.length, left: await matching(), actors: [...actors.values()] };
}

const COUNT = `
  select count(*) as count from rt.dead_letters
  where kind = $1 and reason <> 'refused' and ($2::text is null or tenant = $2) and ($3::text[] is null or id = any($3))`;
