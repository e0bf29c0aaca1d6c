import type { Pool, PoolClient } from '../../db/pool.ts';
import { type TenantTx, withTenant } from '../../db/tenant.ts';
import { MailboxFull } from './errors.ts';
import { type OutgoingMessage, withoutReplaced } from './message.ts';

/** Carries committed messages to their owners; losing one costs a moment, not the message. */
export interface Road {
  publish(messages: readonly OutgoingMessage[]): void;
  /** A copy of a dead letter for operators; the truth is in rt.dead_letters. */
  deadLetter(
    kind: string,
    message: { id: string; tenant: string; type: string; payload: unknown },
    reason: string,
    error: string,
  ): void;
}

/** Collects the messages of one transaction. */
export type Send = (...messages: OutgoingMessage[]) => void;

export interface Outbox {
  /**
   * Runs `work` in a tenant transaction; what it sends is written in the same commit and put on the road after it.
   * @throws MailboxFull (nothing is written) when a receiving actor already has `maxWaiting` messages.
   */
  withTenant<T>(tenantId: string, work: (tx: TenantTx, send: Send) => Promise<T>): Promise<T>;
}

export interface OutboxOptions {
  pool: Pool;
  road: Road;
  /** Waiting messages of one actor beyond which senders are turned away. */
  maxWaiting: number;
}

/** The way in for everything that is not an actor: the API, importers, tests. */
export function createOutbox(options: OutboxOptions): Outbox {
  return {
    async withTenant(tenantId, work) {
      const messages: OutgoingMessage[] = [];
      const result = await withTenant(options.pool, tenantId, async (tx) => {
        const value = await work(tx, (...more) => void messages.push(...more));
        if (messages.length > 0) {
          // In one flight, the counts first: when one is too high, the rows behind it are rolled back.
          await Promise.all([
            refuseWhenFull(tx.client, messages, options.maxWaiting),
            insertMessages(tx.client, messages),
          ]);
        }
        return value;
      });
      options.road.publish(messages);
      return result;
    },
  };
}

/** Writes messages into their mailboxes as part of the open transaction of `client`. */
export async function insertMessages(
  client: Pick<PoolClient, 'query'>,
  messages: readonly OutgoingMessage[],
): Promise<void> {
  await client.query({
    name: 'rt-send',
    text: 'select rt.send($1)',
    values: [JSON.stringify(withoutReplaced(messages))],
  });
}

async function refuseWhenFull(
  client: PoolClient,
  messages: readonly OutgoingMessage[],
  maxWaiting: number,
): Promise<void> {
  const actors = new Map(messages.map((m) => [`${m.kind} ${m.tenant}`, m]));
  const counts = [...actors.values()].map(async ({ kind, partition, tenant }) => {
    // Counts no further than the limit, on the mailbox index.
    const { rows } = await client.query({
      name: 'rt-waiting',
      text: `select count(*)::int as waiting from (
        select 1 from rt.messages where kind = $1 and partition = $2 and tenant = $3 and due_at is null limit $4) as mail`,
      values: [kind, partition, tenant, maxWaiting],
    });
    const waiting: number = rows[0].waiting;
    // A backlog of this size drains in about that time at the rate of a busy tenant.
    if (waiting >= maxWaiting) throw new MailboxFull(kind, tenant, waiting, Math.ceil(maxWaiting / 1_000));
  });
  await Promise.all(counts);
}
