import type { Pool } from '../../../db/pool.ts';

/** Stops or resumes the handling of a kind in all workers, also in those that start later. */
export async function setPaused(
  pool: Pool,
  kind: string,
  pause: { reason?: string } | undefined,
): Promise<{ paused: boolean }> {
  const text = `update rt.kinds set paused_at = case when $2 then coalesce(paused_at, now()) end, pause_reason = $3 where kind = $1`;
  await pool.query(text, [kind, pause !== undefined, pause?.reason ?? null]);
  return { paused: pause !== undefined };
}
