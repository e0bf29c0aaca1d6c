import { isUnavailable, type PoolClient } from '../../../db/pool.ts';
import type { Cluster } from '../cluster/cluster.ts';

/** Kinds that remember in memory until when they leave somebody alone. */
const WITH_A_MEMORY = ['datajud-fetcher', 'notifier'];

/**
 * Lets time pass that a run does not have: all that is to happen later happens so much earlier. What processes remember of times they
 * read anew, so they are killed before and started after: nobody is told a thing that a clock would not have told.
 */
export async function letTimePass(cluster: Cluster, minutes: number): Promise<void> {
  const asleep = cluster.programs.filter(({ role }) => WITH_A_MEMORY.includes(role));
  await Promise.all(asleep.map((program) => program.kill9()));
  const client = await connected(cluster);
  try {
    await client.query('begin');
    for (const statement of PASS) await client.query(statement, [minutes]);
    for (const statement of PASS_IN_STATES) await client.query(statement, [minutes * 60_000]);
    await client.query('commit');
  } catch (error) {
    await client.query('rollback');
    throw error;
  } finally {
    client.release();
  }
  await Promise.all(asleep.map((program) => program.start()));
}

/** The database may be away at this moment. */
async function connected(cluster: Cluster): Promise<PoolClient> {
  for (;;) {
    try {
      return await cluster.database.admin.connect();
    } catch (error) {
      if (!isUnavailable(error)) throw error;
      await Bun.sleep(TRY_AGAIN_MS);
    }
  }
}

const TRY_AGAIN_MS = 250;

const PASS = [
  `update rt.messages set due_at = due_at - $1 * interval '1 minute' where due_at is not null`,
  `update rt.messages set retry_at = retry_at - $1 * interval '1 minute' where retry_at is not null`,
  `update webhook_deliveries set next_attempt_at = next_attempt_at - $1 * interval '1 minute' where state = 'pending'`,
  `update notices set release_at = release_at - $1 * interval '1 minute' where outcome in ('held', 'digested')`,
  `update court.cases set next_check_at = next_check_at - $1 * interval '1 minute' where beat = 'primary'`,
];

// Unix milliseconds inside the states of actors.
const PASS_IN_STATES = [
  `update rt.actor_states set state = jsonb_set(state::jsonb, '{restUntil}', to_jsonb((state->>'restUntil')::float8 - $1))::json
   where kind = 'datajud-fetcher'`,
  `update rt.actor_states set state = jsonb_set(state::jsonb, '{breaker,openedAt}', to_jsonb((state->'breaker'->>'openedAt')::float8 - $1))::json
   where kind = 'datajud-fetcher' and state->'breaker'->>'openedAt' is not null`,
  `update rt.actor_states set state = jsonb_set(state::jsonb, '{heldUntil}', to_jsonb((state->>'heldUntil')::bigint - $1::bigint))::json
   where kind = 'notifier' and (state->>'heldUntil')::bigint > 0`,
];
