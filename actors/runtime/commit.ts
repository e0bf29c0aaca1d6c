import { isUnavailable, type Pool, sqlState } from '../../db/pool.ts';
import { shareTransaction } from '../../db/shared-transaction.ts';
import type { TenantTx } from '../../db/tenant.ts';
import type { AnyActor } from './actor.ts';
import { type OutgoingMessage, withoutReplaced } from './message.ts';
import { insertMessages, type Send } from './outbox.ts';
import type { Turn } from './turn.ts';

export type CommitFailure =
  /** The partition has another owner: this worker is a zombie for it. */
  | 'fenced'
  /** A message was removed or the state stored by somebody else: read the mailbox again. */
  | 'conflict'
  /** Deadlock or time-out: as it was, do it again. */
  | 'contended'
  /** Postgres is away: nothing is known to be kept, try again later. */
  | 'unavailable'
  /** The turn's own writes failed. */
  | 'rejected';

/** SQLSTATEs raised by rt.commit_turns. */
const FENCED = 'LX001';
const CONFLICT = 'LX002';
/** Deadlock, serialization, lock not available, cancelled: nobody's fault, to be done again. */
const CONTENDED = /^(40001|40P01|55P03|57014)$/;
const TIMEOUT_MS = 20_000;

export function classifyCommitError(error: unknown): CommitFailure {
  const state = sqlState(error);
  if (state === FENCED) return 'fenced';
  if (state === CONFLICT) return 'conflict';
  if (state && CONTENDED.test(state)) return 'contended';
  if (error instanceof Error && error.message === 'Query read timeout') return 'unavailable';
  return isUnavailable(error) ? 'unavailable' : 'rejected';
}

/**
 * Makes the turns of many actors true in one transaction: messages removed, states stored, messages sent, rows
 * written, all or nothing, and only while every partition concerned is still held under the epoch that its mailbox was opened with.
 * Answers the messages to be put on the road. Throws what Postgres says; see `classifyCommitError`.
 */
export async function commitTurns(
  pool: Pool,
  actor: AnyActor,
  owner: string,
  turns: readonly Turn[],
): Promise<OutgoingMessage[]> {
  const group = gather(actor, turns);
  const values = [
    actor.contract.kind,
    owner,
    group.fence,
    group.done,
    group.states,
    group.sentJson,
    group.failed,
    group.dead,
  ];
  const query = {
    name: 'rt-commit',
    text: 'select rt.commit_turns($1,$2,$3,$4,$5,$6,$7,$8)',
    values,
    query_timeout: TIMEOUT_MS,
  };
  if (!turns.some(hasWrites)) {
    await pool.query(query);
    return group.sent;
  }
  const client = await pool.connect();
  let broken: Error | undefined;
  try {
    const shared = shareTransaction(client);
    const sends: OutgoingMessage[][] = turns.map(() => []);
    // The fence goes first and all in one flight: a zombie writes nothing at all, and nobody waits for another's answers.
    const flight = await Promise.allSettled([
      client.query(BEGIN),
      client.query(query),
      ...turns.map((turn, i) =>
        hasWrites(turn)
          ? applyWrites(shared.as(turn.box.tenant), turn, (...messages) => void sends[i]?.push(...messages))
          : undefined,
      ),
    ]);
    // Its bindings fail with whatever stood before them: they are asked last.
    throwFirst([...flight, ...(await Promise.allSettled([shared.close()]))]);
    const more = sends.flat();
    const [, { command }] = await Promise.all([
      more.length > 0 ? insertMessages(client, more) : undefined,
      client.query('commit'),
    ]);
    // A write that swallowed its error leaves a transaction that Postgres ends without a word.
    if (command !== 'COMMIT') throw new Error('a write failed and its error was not passed on: rolled back');
    return [...group.sent, ...more];
  } catch (error) {
    await client.query('rollback').catch((rollbackError: Error) => {
      // The connection is gone and the server rolled back by itself.
      broken = rollbackError;
    });
    throw error;
  } finally {
    client.release(broken);
  }
}

// A worker that is stopped in the middle must not keep its successor from the lease: Postgres ends it.
const BEGIN = 'begin; set local idle_in_transaction_session_timeout = 4000';

function hasWrites(turn: Turn): boolean {
  return (
    turn.givenUp !== undefined ||
    turn.done.some(({ effects: e }) => e.tenantWrites.length + e.platformWrites.length > 0)
  );
}

async function applyWrites(tx: TenantTx, turn: Turn, send: Send): Promise<void> {
  for (const { effects } of turn.done) {
    for (const write of effects.platformWrites) await write(tx.client);
    for (const write of effects.tenantWrites) await write(tx, send);
  }
  if (turn.givenUp) await turn.givenUp(tx, send);
}

/** What every statement after the failed one is answered with. */
const TRANSACTION_FAILED = '25P02';

function throwFirst(results: readonly PromiseSettledResult<unknown>[]): void {
  const errors = results.filter((r) => r.status === 'rejected').map((r) => r.reason);
  if (errors.length > 0) throw errors.find((error) => sqlState(error) !== TRANSACTION_FAILED) ?? errors[0];
}

function gather(actor: AnyActor, turns: readonly Turn[]) {
  const fence = new Map<string, { partition: number; epoch: number }>();
  const done: unknown[] = [];
  const states: unknown[] = [];
  const sent: OutgoingMessage[] = [];
  const failed: unknown[] = [];
  const dead: unknown[] = [];
  for (const turn of turns) {
    const { box } = turn;
    fence.set(`${box.partition} ${box.epoch}`, { partition: box.partition, epoch: box.epoch });
    const address = { p: box.partition, t: box.tenant, k: box.key };
    let state: { value: unknown } | undefined;
    if (turn.done.length > 0) done.push({ ...address, x: turn.done.map(({ message }) => message.position) });
    for (const { effects } of turn.done) {
      if (effects.state) state = effects.state;
      for (const message of effects.sent) sent.push(message);
    }
    const { tenant, key, revision } = box;
    if (state) states.push({ tenant, key, revision, version: actor.state?.version ?? 1, state: state.value });
    else if (actor.state && box.state) states.push({ tenant, key, revision, w: false });
    if (turn.failed) {
      const { message, decision } = turn.failed;
      if (decision.retry) {
        if (!decision.uncounted)
          failed.push({ ...address, x: message.position, delay: decision.delayMs, error: decision.error });
      } else {
        const reason = turn.failed.invalid ? 'invalid' : decision.reason;
        dead.push({ ...address, x: message.position, reason, error: decision.error });
      }
    }
  }
  const json = (rows: readonly unknown[]) => (rows.length > 0 ? JSON.stringify(rows) : null);
  return {
    fence: JSON.stringify([...fence.values()]),
    done: JSON.stringify(done),
    states: json(states),
    sent,
    sentJson: json(withoutReplaced(sent)),
    failed: json(failed),
    dead: json(dead),
  };
}
