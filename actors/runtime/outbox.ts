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
        if (messages.length > 0) await sendUnlessFull(tx.client, messages, options.maxWaiting);
        return value;
      });
      options.road.publish(messages);
      return result;
    },
  };
}

/**
 * Writes messages into their mailboxes as part of the open transaction of `client`. What cannot be put into JSON throws before
 * anything is sent: a commit may be right behind.
 */
export function insertMessages(
  client: Pick<PoolClient, 'query'>,
  messages: readonly OutgoingMessage[],
): Promise<unknown> {
  const values = [JSON.stringify(withoutReplaced(messages))];
  return client.query({ name: 'rt-send', text: 'select rt.send($1)', values });
}

async function sendUnlessFull(
  client: PoolClient,
  messages: readonly OutgoingMessage[],
  maxWaiting: number,
): Promise<void> {
  const { rows } = await client.query<{ kind: string; tenant: string }>({
    name: 'rt-send-unless-full',
    text: 'select kind, tenant from rt.send_unless_full($1, $2)',
    values: [JSON.stringify(withoutReplaced(messages)), maxWaiting],
  });
  const [full] = rows;
  // A backlog of this size drains in about that time at the rate of a busy tenant.
  if (full) throw new MailboxFull(full.kind, full.tenant, maxWaiting, Math.ceil(maxWaiting / 1_000));
}
