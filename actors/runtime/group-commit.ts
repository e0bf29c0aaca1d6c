import type { Pool } from '../../db/pool.ts';
import type { AnyActor } from './actor.ts';
import { type CommitFailure, classifyCommitError, commitTurns } from './commit.ts';
import { createGroupSize } from './group-size.ts';
import type { OutgoingMessage } from './message.ts';
import { createPace } from './pace.ts';
import type { Turn } from './turn.ts';

export interface GroupCommitOptions {
  pool: Pool;
  actor: AnyActor;
  owner: string;
  /** Messages in one transaction at the most. */
  maxMessages: number;
  onCommitted: (turns: readonly Turn[], sent: OutgoingMessage[], ms: number) => void;
  onFailed: (turn: Turn, failure: CommitFailure, error: unknown) => void;
}

export interface GroupCommit {
  add(turn: Turn): void;
  /** Messages whose turns wait or are being committed. */
  readonly pending: number;
  idle(): Promise<void>;
}

/** Two, so that a big group under way does not delay a small one behind it. */
const COMMITS_AT_ONCE = 2;
const GAP_MS = 4;
/** So long a group may take: who has just missed one waits for all of it. */
const LONGEST_MS = 100;

/**
 * Commits finished turns together: while one transaction is under way the next group gathers, so the group grows
 * with the load by itself and a lone turn waits for nobody. A group that fails is halved until the culprit is found
 * and the others are kept.
 */
export function createGroupCommit(options: GroupCommitOptions): GroupCommit {
  const queue: Turn[] = [];
  const running = new Set<Promise<void>>();
  let pending = 0;
  const pace = createPace(GAP_MS, () => flush(1));
  const groupSize = createGroupSize({ most: options.maxMessages, longestMs: LONGEST_MS });

  function size(turn: Turn): number {
    return turn.done.length + (turn.failed ? 1 : 0);
  }

  let waiting = 0;

  /** A second group joins one that is under way when it is full, or after a while. */
  function kick(): void {
    if (queue.length === 0 || running.size >= COMMITS_AT_ONCE) return;
    if (waiting >= groupSize.messages) flush(groupSize.messages);
    else if (running.size === 0) pace.now();
    else pace.later();
  }

  function flush(atLeast: number): void {
    while (queue.length > 0 && waiting >= atLeast && running.size < COMMITS_AT_ONCE) {
      let count = 0;
      const most = groupSize.messages;
      for (let messages = 0; count < queue.length && messages < most; count++) {
        messages += size(queue[count] as Turn);
        waiting -= size(queue[count] as Turn);
      }
      const work: Promise<void> = commitGroup(queue.splice(0, count)).finally(() => {
        running.delete(work);
        kick();
      });
      running.add(work);
    }
  }

  async function commitGroup(group: Turn[]): Promise<void> {
    const startedAt = performance.now();
    let sent: OutgoingMessage[];
    try {
      sent = await commitTurns(options.pool, options.actor, options.owner, group);
    } catch (error) {
      const failure = classifyCommitError(error);
      if (group.length === 1 || failure === 'unavailable') {
        for (const turn of group) {
          pending -= size(turn);
          options.onFailed(turn, failure, error);
        }
        return;
      }
      const half = group.length >> 1;
      await commitGroup(group.slice(0, half));
      return commitGroup(group.slice(half));
    }
    const ms = performance.now() - startedAt;
    groupSize.committed(
      group.reduce((sum, turn) => sum + size(turn), 0),
      ms,
    );
    // Before the callback: it starts new turns as far as what is pending allows.
    for (const turn of group) pending -= size(turn);
    options.onCommitted(group, sent, ms);
  }

  return {
    get pending() {
      return pending;
    },
    add(turn) {
      queue.push(turn);
      pending += size(turn);
      waiting += size(turn);
      kick();
    },
    async idle() {
      while (running.size > 0 || queue.length > 0) {
        await Promise.all(running);
        await new Promise((resolve) => setImmediate(resolve));
      }
    },
  };
}
