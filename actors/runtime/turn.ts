import type { Logger } from 'pino';
import type { Pool } from '../../db/pool.ts';
import type { AnyActor } from './actor.ts';
import { createContext, type Effects, type TenantWrite } from './context.ts';
import { createDeadline } from './deadline.ts';
import { describeError, TooNewError } from './errors.ts';
import type { Mailbox, StoredMessage } from './mailbox.ts';
import { checkPayload } from './message.ts';
import { withoutTextsOf } from './redact.ts';
import { DEFAULT_RETRY, type FailureDecision, failureOf, type RetryPolicy } from './retry.ts';

/** What a turn has to commit: the messages that were handled, and the one that was not, if any. */
export interface Turn {
  box: Mailbox;
  /** Handled in order, each with its effects. */
  done: { message: StoredMessage; effects: Effects }[];
  failed?: { message: StoredMessage; decision: FailureDecision; invalid?: boolean };
  /** Not tried: behind a failed one, out of time, or the partition goes. */
  rest: StoredMessage[];
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

/** A turn ends after so long, whatever it could still take: others wait, and so does the commit. */
const TURN_BUDGET_MS = 20;

/** Runs the handlers of a turn one after the other. Never throws: failures are part of the result. */
export async function runTurn(
  actor: AnyActor,
  box: Mailbox,
  messages: StoredMessage[],
  runtime: TurnRuntime,
): Promise<Turn> {
  const turn: Turn = { box, done: [], rest: [] };
  const deadline = createDeadline(actor.timeoutMs ?? 30_000, box.signal);
  const begun = performance.now();
  let state = box.state?.value;
  for (const [index, message] of messages.entries()) {
    const startedAt = performance.now();
    if (box.signal.aborted || (index > 0 && startedAt - begun > TURN_BUDGET_MS)) {
      turn.rest = messages.slice(index);
      break;
    }
    const refused = refuse(actor, box, message, runtime.random);
    if (refused) {
      turn.failed = refused;
    } else {
      const { ctx, effects } = createContext(message, state, runtime, deadline);
      try {
        const work = actor.handlers[message.type]?.(ctx, message.payload);
        if (work instanceof Promise) await deadline.race(work);
        if (effects.state) state = effects.state.value;
        turn.done.push({ message, effects });
      } catch (error) {
        // Cut short by a hand-over: no fault of the message, the next owner begins it anew.
        if (box.signal.aborted) {
          turn.rest = messages.slice(index);
          break;
        }
        const decision = failureOf(error, message, policyOf(actor), runtime.random());
        turn.failed = { message, decision };
      }
    }
    runtime.observe(message, startedAt, turn.failed ? 'failed' : 'handled');
    if (turn.failed) {
      turn.rest = messages.slice(index + 1);
      break;
    }
  }
  deadline.clear();
  return turn;
}

export function policyOf(actor: AnyActor): RetryPolicy {
  return { ...DEFAULT_RETRY, ...actor.retry };
}

/** Why a message cannot even be handed to its handler. */
function refuse(
  actor: AnyActor,
  box: Mailbox,
  message: StoredMessage,
  random: () => number,
): Turn['failed'] | undefined {
  const unopened = box.state?.problem;
  if (unopened instanceof TooNewError) return leave(message, unopened);
  if (unopened) {
    return { message, decision: failureOf(unopened, message, policyOf(actor), random()) };
  }
  const problem = checkPayload(actor.contract, message.type, message.payload);
  if (!problem) return undefined;
  // A known type with a wrong payload will never fit. An unknown one may come from a newer version during a rolling deploy.
  const known = actor.contract.messages[message.type] !== undefined;
  if (!known && Date.now() - message.sentAt < LONGEST_DEPLOY_MS)
    return leave(message, new TooNewError(problem));
  const decision: FailureDecision = known
    ? { retry: false, reason: 'terminal', error: withoutTextsOf(message.payload, problem) }
    : failureOf(new Error(problem), message, policyOf(actor), random());
  return { message, decision, invalid: true };
}

/** So long is a type that nobody knows taken for one of a newer version. */
const LONGEST_DEPLOY_MS = 24 * 3_600_000;
const LEFT_MS = 5_000;

/** Left for the workers of a newer version: it is looked at again, should this one still own it. */
function leave(message: StoredMessage, error: TooNewError): NonNullable<Turn['failed']> {
  return {
    message,
    decision: { retry: true, delayMs: LEFT_MS, error: describeError(error), uncounted: true },
  };
}
