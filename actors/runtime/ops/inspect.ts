import type { Pool } from '../../../db/pool.ts';
import { partitionOf } from '../../contracts/subjects.ts';

export interface ActorView {
  tenant: string;
  key: string;
  partition: number;
  /** Who owns its partition now. */
  owner: string | null;
  waiting: number;
  /** The first message, without its payload. */
  head: {
    id: string;
    type: string;
    attempts: number;
    retryAt: string | null;
    lastError: string | null;
    sentAt: string;
  } | null;
  reminders: { name: string | null; type: string; dueAt: string }[];
  deadLetters: number;
  state: { version: number; revision: number; updatedAt: string; value: unknown } | null;
}

/** One actor as it is stored: its mailbox, its reminders, its state. */
export async function inspectActor(
  pool: Pool,
  kind: string,
  tenant: string,
  key: string,
): Promise<ActorView> {
  const partition = partitionOf(tenant);
  const { rows } = await pool.query(INSPECT, [kind, partition, tenant, key]);
  return { tenant, key, partition, ...rows[0] } as ActorView;
}

const INSPECT = `
  select
    (select owner from rt.leases where kind = $1 and partition = $2 and expires_at > now()) as owner,
    (select count(*) from rt.messages where kind = $1 and partition = $2 and tenant = $3 and key = $4 and due_at is null) as waiting,
    (select json_build_object('id', id, 'type', type, 'attempts', attempts, 'retryAt', retry_at, 'lastError', last_error, 'sentAt', sent_at)
     from rt.messages where kind = $1 and partition = $2 and tenant = $3 and key = $4 and due_at is null
     order by position limit 1) as head,
    (select coalesce(json_agg(json_build_object('name', reminder, 'type', type, 'dueAt', due_at) order by due_at), '[]')
     from (select * from rt.messages where kind = $1 and partition = $2 and tenant = $3 and key = $4 and due_at is not null
           order by due_at limit 20) r) as reminders,
    (select count(*) from rt.dead_letters where kind = $1 and tenant = $3 and key = $4) as "deadLetters",
    (select json_build_object('version', version, 'revision', revision, 'updatedAt', updated_at, 'value', state)
     from rt.actor_states where kind = $1 and tenant = $3 and key = $4) as state`;
