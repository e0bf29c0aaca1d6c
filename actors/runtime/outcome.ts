import type { Logger } from 'pino';
import type { TenantTx } from '../../db/tenant.ts';
import type { CommitFailure } from './commit.ts';
import { storableText } from './errors.ts';
import { finishTurn, type Mailbox, resetMailbox } from './mailbox.ts';
import type { OutgoingMessage } from './message.ts';
import type { RuntimeMetrics } from './metrics.ts';
import type { Road } from './outbox.ts';
import { failureOf, type RetryPolicy } from './retry.ts';
import type { Turn } from './turn.ts';

export interface OutcomeOptions {
  kind: string;
  policy: RetryPolicy;
  road: Road;
  log: Logger;
  metrics: RuntimeMetrics;
  failJob?: (tx: TenantTx, jobId: string, error: string) => Promise<void>;
  /** The message's row is gone: a late delivery of it needs no look. */
  handled: (id: string) => void;
  /** Commits it instead. */
  commit: (turn: Turn) => void;
  /** No turn for so long, then it is read again. */
  rest: (box: Mailbox, ms: number) => void;
  reread: (box: Mailbox) => void;
  /** The turn is over, however it ended: the mailbox goes where it belongs. */
  settle: (box: Mailbox) => void;
  hint: (tenant: string, key: string) => void;
  onFenced: () => void;
}

export interface Outcomes {
  committed(turns: readonly Turn[], sent: OutgoingMessage[], ms: number): void;
  failed(turn: Turn, failure: CommitFailure, error: unknown): void;
  /** Resolves when all that followed commits so far has ended. */
  followed(): Promise<unknown>;
}

const FENCED_REST_MS = 250;
const FIRST_SETBACK_MS = 100;
const LONGEST_SETBACK_MS = 5_000;

/** What becomes of a mailbox after its turn was committed, or could not be. */
export function createOutcomes(options: OutcomeOptions): Outcomes {
  const { kind, metrics, road, log } = options;

  /** Ends the life of a given-up message: counted, logged, copied for operators. */
  function buried(turn: Turn): void {
    const { box, failed } = turn;
    if (!failed || failed.decision.retry) return;
    const { message, decision } = failed;
    const reason = failed.invalid ? 'invalid' : decision.reason;
    const { error } = decision;
    metrics.deadLetters.inc({ kind, reason });
    log.error(
      { tenant: box.tenant, message: message.id, type: message.type, reason, error },
      'message given up',
    );
    road.deadLetter(kind, message, reason, error);
  }

  const following = new Set<Promise<void>>();

  function follow(box: Mailbox, message: string, work: () => Promise<void>): void {
    const one = (async () => work())()
      .catch((error) => {
        metrics.backgroundErrors.inc({ kind, task: 'after-commit' });
        log.warn({ tenant: box.tenant, message, err: error }, 'what was to follow a commit failed');
      })
      .finally(() => following.delete(one));
    following.add(one);
  }

  function committedOne(turn: Turn): number {
    const { box, failed, rest } = turn;
    const gone = turn.done.map(({ message, effects }) => {
      if (effects.state) box.state = effects.state;
      options.handled(message.id);
      for (const work of effects.afterCommit) follow(box, message.id, work);
      return message;
    });
    if (turn.done.some(({ effects }) => effects.state)) box.revision++;
    box.setbacks = 0;
    if (failed) {
      // The handler that threw may have changed it in place. What a refill under way has seen is from before.
      box.state = undefined;
      box.stale = box.refilling;
      options.reread(box);
    }
    if (failed?.decision.retry) {
      const { delayMs, uncounted, error } = failed.decision;
      const { id: message, type } = failed.message;
      if (uncounted) {
        metrics.leftForNewer.inc({ kind });
        log.warn({ tenant: box.tenant, message, type, error }, 'left for a newer version');
      }
      const attempts = failed.message.attempts + (uncounted ? 0 : 1);
      const again = { ...failed.message, attempts, retryAt: performance.now() + delayMs };
      finishTurn(box, gone, [again, ...rest]);
    } else {
      if (failed) gone.push(failed.message);
      finishTurn(box, gone, rest);
      buried(turn);
    }
    options.settle(box);
    return gone.length;
  }

  function rejected(turn: Turn, error: unknown): void {
    const { box, done, failed, rest } = turn;
    const [first] = done;
    if (first && done.length === 1 && !failed) {
      const decision = failureOf(error, first.message, options.policy, Math.random());
      options.commit(
        withFailJob({ box, done: [], rest, failed: { message: first.message, decision } }, options),
      );
    } else if (failed && !first && turn.givenUp) {
      // Its job cannot be ended: the message is given up all the same.
      options.commit({ ...turn, givenUp: undefined });
    } else if (failed && !first) {
      setBack(box);
    } else {
      const all = [...done.map(({ message }) => message), ...(failed ? [failed.message] : [])];
      finishTurn(box, [], [...all, ...rest]);
      // Find the culprit one by one.
      box.singly = all.length;
      options.settle(box);
    }
  }

  function setBack(box: Mailbox): void {
    finishTurn(box, [], []);
    resetMailbox(box);
    box.setbacks++;
    const ms = Math.min(LONGEST_SETBACK_MS, FIRST_SETBACK_MS * 2 ** Math.min(box.setbacks - 1, 10));
    options.rest(box, ms * (0.5 + Math.random() / 2));
    options.settle(box);
  }

  return {
    followed: () => Promise.all(following),
    committed(turns, sent, ms) {
      let messages = 0;
      for (const turn of turns) messages += committedOne(turn);
      metrics.commits.inc({ kind });
      metrics.batch.observe({ kind }, messages);
      metrics.commitSeconds.observe({ kind }, ms / 1_000);
      if (sent.length === 0) return;
      road.publish(sent);
      for (const m of sent) if (m.kind === kind && m.due === undefined) options.hint(m.tenant, m.key);
    },
    failed(turn, failure, error) {
      const { box } = turn;
      log.warn({ tenant: box.tenant, failure, err: error }, 'turn not committed');
      if (failure === 'rejected') return rejected(turn, error);
      if (failure === 'conflict') metrics.conflicts.inc({ kind });
      if (failure === 'fenced') {
        metrics.fenced.inc({ kind });
        finishTurn(box, [], []);
        resetMailbox(box);
        options.rest(box, FENCED_REST_MS);
        options.settle(box);
        return options.onFenced();
      }
      if (failure === 'conflict' && box.setbacks === 0) {
        finishTurn(box, [], []);
        resetMailbox(box);
        box.setbacks++;
        options.reread(box);
        return options.settle(box);
      }
      setBack(box);
    },
  };
}

/** A message given up ends its job in the same commit. */
export function withFailJob(turn: Turn, { failJob }: Pick<OutcomeOptions, 'failJob'>): Turn {
  const { failed } = turn;
  if (!failJob || !failed || failed.decision.retry || !failed.message.jobId) return turn;
  const { jobId } = failed.message;
  const error = storableText(failed.decision.error, 2_000);
  return { ...turn, givenUp: (tx) => failJob(tx, jobId, error) };
}
