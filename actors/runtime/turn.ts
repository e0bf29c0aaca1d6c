import type { Logger } from 'pino';
import type { Pool } from '../../db/pool.ts';
import type { AnyActor } from './actor.ts';
import { createContext, type Effects, type TenantWrite } from './context.ts';
import type { Mailbox, StoredMessage } from './mailbox.ts';
import { checkPayload } from './message.ts';
import { DEFAULT_RETRY, decideFailure, type FailureDecision, type RetryPolicy } from './retry.ts';

/** What a turn has to commit: the messages that were handled, and the one that was not, if any. */
export interface Turn {
  box: Mailbox;
  /** Handled in order, each with its effects. */
  done: { message: StoredMessage; effects: Effects }[];
  failed?: { message: StoredMessage; decision: FailureDecision; invalid?: boolean };
  /** Written with the commit when the failed message is given up: its job ends failed. */
  givenUp?: TenantWrite;
}

export interface TurnRuntime {
  app: Pool;
  runtime: Pool;
  log: Logger;
  random: () => number;
  observe: (message: StoredMessage, startedAt: number, outcome: 'handled' | 'failed') => void;
}

/** Runs the handlers of a turn one after the other. Never throws: failures are part of the result. */
export async function runTurn(
  actor: AnyActor,
  box: Mailbox,
  messages: StoredMessage[],
  runtime: TurnRuntime,
): Promise<Turn> {
  const turn: Turn = { box, done: [] };
  const deadline = createDeadline(actor.timeoutMs ?? 30_000, box.signal);
  const policy = { ...DEFAULT_RETRY, ...actor.retry };
  let state = box.state?.value;
  for (const message of messages) {
    const startedAt = performance.now();
    const problem = checkPayload(actor.contract, message.type, message.payload);
    if (box.state?.problem) {
      turn.failed = {
        message,
        decision: decideFailure(box.state.problem, message.attempts, policy, runtime.random()),
      };
    } else if (problem) {
      turn.failed = { message, ...rejected(actor, message, problem, policy, runtime.random()) };
    } else {
      const { ctx, effects } = createContext(message, state, runtime, deadline.signal);
      try {
        await deadline.race(actor.handlers[message.type]?.(ctx, message.payload));
        if (effects.state) state = effects.state.value;
        turn.done.push({ message, effects });
      } catch (error) {
        turn.failed = { message, decision: decideFailure(error, message.attempts, policy, runtime.random()) };
      }
    }
    runtime.observe(message, startedAt, turn.failed ? 'failed' : 'handled');
    // The rest of the turn stays in the mailbox: order is kept.
    if (turn.failed) break;
  }
  deadline.clear();
  return turn;
}

// An unknown type may come from a newer version during a rolling deploy: it is left for that version's workers
// as long as the retries last. A known type with a wrong payload will never fit.
function rejected(
  actor: AnyActor,
  message: StoredMessage,
  problem: string,
  policy: RetryPolicy,
  random: number,
) {
  const known = actor.contract.messages[message.type] !== undefined;
  const decision: FailureDecision = known
    ? { retry: false, reason: 'terminal', error: problem }
    : decideFailure(new Error(problem), message.attempts, policy, random);
  return { decision, invalid: true };
}

interface Deadline {
  readonly signal: AbortSignal;
  race(work: Promise<void> | void): Promise<void> | void;
  clear(): void;
}

/** One time limit for a turn. A handler that ignores the signal holds nobody: the race is lost for it. */
function createDeadline(timeoutMs: number, parent: AbortSignal): Deadline {
  const controller = new AbortController();
  const timer = setTimeout(
    () => controller.abort(new DOMException(`the handler took longer than ${timeoutMs} ms`, 'TimeoutError')),
    timeoutMs,
  );
  const stop = () => controller.abort(parent.reason);
  if (parent.aborted) stop();
  else parent.addEventListener('abort', stop, { once: true });
  return {
    signal: controller.signal,
    race(work) {
      if (!(work instanceof Promise)) return;
      return new Promise((resolve, reject) => {
        const lose = () => reject(controller.signal.reason);
        if (controller.signal.aborted) lose();
        controller.signal.addEventListener('abort', lose, { once: true });
        // After a lost race nobody listens any more: what a late handler throws is of no consequence.
        work.then(resolve, reject).finally(() => controller.signal.removeEventListener('abort', lose));
      });
    },
    clear() {
      clearTimeout(timer);
      parent.removeEventListener('abort', stop);
    },
  };
}
