import { PARTITIONS, partitionOf } from '../../../actors/contracts/subjects.ts';
import { message } from '../../../actors/runtime/message.ts';
import type { Outbox } from '../../../actors/runtime/outbox.ts';
import type { Pool } from '../../../db/pool.ts';
import { accounts } from './account.ts';
import { accountsOf } from './account-versions.ts';
import type { Expected } from './plan.ts';

/** Sends messages of its own to see whether the cluster works. */
export interface Prober {
  /** Sends one message to an actor of each partition, over a database that may be away: retried until it is sent. */
  send(name: string): Promise<string[]>;
  /** Holds up every worker of the accounts for so long, in the middle of a handler. */
  block(ms: number): Promise<void>;
  /** As `send`, in words that only versions from this one on know. */
  sendNewer(name: string, version: number): Promise<string[]>;
  /** Whether all of them have taken effect. */
  arrived(causes: readonly string[]): Promise<boolean>;
  /** A firm of each partition, as far as there are firms. */
  readonly tenants: readonly string[];
  /** Everything that was sent: part of what must be there in the end. */
  readonly sent: readonly Expected[];
}

const TRY_AGAIN_MS = 100;
/** Probes have an actor of their own, so that they stand in no queue but their own. */
const KEY = 'probe';

export function createProber(outbox: Outbox, admin: Pool, firms: readonly string[]): Prober {
  const byPartition = new Map(firms.map((tenant) => [partitionOf(tenant), tenant]));
  const tenants = Array.from({ length: PARTITIONS }, (_, p) => byPartition.get(p)).filter(
    (t) => t !== undefined,
  );
  const sent: Expected[] = [];
  let number = 0;

  async function sendOne(tenant: string, cause: string, seq: number, how: How = {}): Promise<void> {
    const expected = { cause, tenant, key: how.key ?? KEY };
    const entry = { cause, sender: 'probe', seq, cents: 0, blockMs: how.blockMs };
    const one = () =>
      how.version === undefined
        ? message(accounts, 'enter', expected, entry)
        : message(accountsOf(how.version), `enter-${how.version}`, expected, entry);
    for (;;) {
      try {
        await outbox.withTenant(tenant, async (tx, post) => {
          // Whether an earlier try was committed after all: its answer may have been lost.
          const { rowCount } = await tx.client.query(SENT_ONCE, [tenant, cause]);
          if (rowCount === 1) post(one());
        });
        sent.push(expected);
        return;
      } catch {
        // The database is away, which is what is being tested.
        await Bun.sleep(TRY_AGAIN_MS);
      }
    }
  }

  async function hasArrived(causes: readonly string[]): Promise<boolean> {
    try {
      const { rows } = await admin.query<{ count: number }>(
        'select count(distinct cause)::int as count from chaos.effects where cause = any($1)',
        [causes],
      );
      return rows[0]?.count === causes.length;
    } catch {
      // As above.
      return false;
    }
  }

  async function sendToAll(name: string, how: How = {}): Promise<string[]> {
    const seq = ++number;
    const causes = tenants.map((_, i) => `probe:${name}:${seq}:${i}`);
    await Promise.all(causes.map((cause, i) => sendOne(tenants[i] ?? '', cause, seq, how)));
    return causes;
  }

  return {
    tenants,
    sent,
    send: (name) => sendToAll(name),
    // An actor of their own again: order is promised among what one actor is sent.
    sendNewer: (name, version) => sendToAll(name, { version, key: 'newer' }),
    async block(ms) {
      const { rows } = await admin.query<{ partition: number }>(A_PARTITION_OF_EACH, [accounts.kind]);
      const seq = ++number;
      await Promise.all(
        rows.map(async ({ partition }) => {
          const tenant = byPartition.get(partition);
          if (tenant)
            await sendOne(tenant, `probe:block:${seq}:${partition}`, seq, { key: 'block', blockMs: ms });
        }),
      );
    },
    arrived: hasArrived,
  };
}

interface How {
  key?: string;
  blockMs?: number;
  version?: number;
}

const A_PARTITION_OF_EACH = `
  select distinct on (owner) partition from rt.leases where kind = $1 and expires_at > now() order by owner, partition`;

const SENT_ONCE = 'insert into chaos.sent (tenant_id, sender, seq) values ($1, $2, 1) on conflict do nothing';
