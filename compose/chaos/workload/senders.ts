import { MailboxFull } from '../../../actors/runtime/errors.ts';
import { message } from '../../../actors/runtime/message.ts';
import type { Outbox } from '../../../actors/runtime/outbox.ts';
import { isUnavailable } from '../../../db/pool.ts';
import { accounts } from './account.ts';
import type { Pace } from './pace.ts';
import { plannedEntry, senderOf } from './plan.ts';

export interface Senders {
  /** Messages that are known to be committed. */
  readonly sent: number;
  /** What the sender of each firm has sent, by its own book. */
  readonly progress: readonly number[];
  /** Transactions that failed, or whose end was not told. */
  readonly failures: number;
  /** Resolves when every message is committed. */
  readonly done: Promise<void>;
}

export interface SenderOptions {
  outbox: Outbox;
  seed: number;
  tenants: readonly string[];
  /** Messages from outside, over all firms. */
  messages: number;
  pace: Pace;
}

/** Firms at once: a machine of two cores has the cluster to run as well. */
const LANES = 8;
const PER_TRANSACTION = 10;
const TRY_AGAIN_MS = 250;

/**
 * Sends the planned messages the way the API does. The sender of a firm waits for its commit before it sends more. When it does
 * not know whether a commit has happened, its own book tells: the row is written in the same transaction.
 */
export function startSenders(options: SenderOptions): Senders {
  const { outbox, seed, tenants, messages, pace } = options;
  const progress = tenants.map(() => 0);
  const goals = tenants.map(
    (_, t) => Math.floor(messages / tenants.length) + (t < messages % tenants.length ? 1 : 0),
  );
  let sent = 0;
  let failures = 0;

  /** How many of a firm's messages may have been sent by now. */
  const allowed = (t: number) => Math.ceil((goals[t] ?? 0) * pace.share());

  async function send(t: number, from: number, to: number): Promise<void> {
    const tenant = tenants[t] ?? '';
    await outbox.withTenant(tenant, async (tx, post) => {
      const { rowCount } = await tx.client.query({
        name: 'chaos-sent',
        text: SENT,
        values: [tenant, senderOf(t), to, from - 1],
      });
      if (rowCount !== 1) throw new Error(`${senderOf(t)} has not sent what it believes`);
      for (let seq = from; seq <= to; seq++) {
        const { tenant, key, ...entry } = plannedEntry(seed, tenants, t, seq);
        post(message(accounts, 'enter', { tenant, key }, entry));
      }
    });
  }

  async function settled(t: number): Promise<number> {
    const tenant = tenants[t] ?? '';
    return outbox.withTenant(tenant, async (tx) => {
      const { rows } = await tx.client.query(SETTLED, [senderOf(t)]);
      return rows[0]?.seq ?? 0;
    });
  }

  /** Sends the next few of a firm, once. */
  async function advance(t: number): Promise<void> {
    const from = (progress[t] ?? 0) + 1;
    const to = Math.min(from + PER_TRANSACTION - 1, allowed(t));
    if (to < from) return;
    let known: number | undefined;
    try {
      await send(t, from, to);
      known = to;
    } catch (error) {
      if (!isUnavailable(error) && !(error instanceof MailboxFull)) throw error;
      failures++;
    }
    while (known === undefined) {
      await Bun.sleep(TRY_AGAIN_MS);
      known = await settled(t).catch((error) => {
        if (isUnavailable(error)) return undefined;
        throw error;
      });
    }
    sent += known - (progress[t] ?? 0);
    progress[t] = known;
  }

  async function lane(first: number): Promise<void> {
    for (;;) {
      let left = 0;
      for (let t = first; t < tenants.length; t += LANES) {
        await advance(t);
        left += (goals[t] ?? 0) - (progress[t] ?? 0);
      }
      if (left === 0) return;
      await Bun.sleep(20);
    }
  }

  const lanes = Promise.all(Array.from({ length: LANES }, (_, first) => lane(first))).then(() => {});
  return {
    get sent() {
      return sent;
    },
    progress,
    get failures() {
      return failures;
    },
    done: lanes,
  };
}

// Waits for the transaction in doubt, should it still be under way.
const SETTLED = 'select seq from chaos.sent where sender = $1 for update';

const SENT = `
  insert into chaos.sent as s (tenant_id, sender, seq) values ($1, $2, $3)
  on conflict (sender) do update set seq = excluded.seq where s.seq = $4`;
