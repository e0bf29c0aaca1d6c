import type { Pool } from '../../db/pool.ts';
import { PARTITIONS } from '../contracts/subjects.ts';

/**
 * Makes a kind known to the database: its row and a free lease per partition. Idempotent.
 * @throws Error when the kind was made with another number of partitions, which is fixed for life.
 */
export async function registerKind(pool: Pool, kind: string): Promise<void> {
  const { rows } = await pool.query(
    `insert into rt.kinds (kind, partitions) values ($1, $2)
     on conflict (kind) do update set kind = excluded.kind returning partitions`,
    [kind, PARTITIONS],
  );
  const partitions: number = rows[0].partitions;
  if (partitions !== PARTITIONS) {
    throw new Error(
      `${kind} has ${partitions} partitions in this database and ${PARTITIONS} in this program`,
    );
  }
  await pool.query(
    `insert into rt.leases (kind, partition) select $1, p from generate_series(0, $2 - 1) p on conflict do nothing`,
    [kind, PARTITIONS],
  );
}
