import type { DeliveryChange, HoldBack, NewAttempt } from '../../../db/webhooks/record.ts';
import { newId } from '../../contracts/ids.ts';
import { afterAttempt, type EndpointHealth, HEALTHY, type HealthNotice, type HealthRules } from './health.ts';
import type { Decision } from './outcome.ts';
import type { Result } from './post-delivery.ts';

/** What a turn's attempts change. */
export interface Digest {
  changes: DeliveryChange[];
  attempts: NewAttempt[];
  /** Deliveries that came to their end. */
  finished: { result: Result; reason: string | null }[];
  /** Processes whose next deliveries wait for a retry. */
  holds: HoldBack[];
  /** Processes that something had held back, and nothing does any more. */
  released: string[];
  health: EndpointHealth;
  notice: HealthNotice;
  /** Why the endpoint is to be switched off; null when it is not. */
  disable: string | null;
  throttleUntil: Date | null;
}

/** Reads the attempts of a turn in the order in which they ended. */
export function digest(results: readonly Result[], before: EndpointHealth, rules: HealthRules): Digest {
  const all: Digest = {
    changes: [],
    attempts: [],
    finished: [],
    holds: [],
    released: [],
    health: before,
    notice: 'none',
    disable: null,
    throttleUntil: null,
  };
  for (const result of results) {
    const { decision, attempt, delivery } = result;
    // Interrupted on our side: it is as if it had not been tried.
    if (decision.outcome === 'retry' && !decision.counts) continue;
    all.changes.push(changeOf(result));
    all.attempts.push(attemptOf(result));
    if (decision.outcome === 'retry') {
      if (delivery.processId !== null) all.holds.push(holdBehind(result, decision.at));
    } else {
      const reason = decision.outcome === 'failed' ? describeReply(attempt) : null;
      all.finished.push({ result, reason });
      if (delivery.processId !== null && (delivery.attempts > 0 || delivery.resend))
        all.released.push(delivery.processId);
    }
    if (decision.disable) all.disable ??= DISABLED[decision.disable];
    if (decision.throttleUntil && decision.throttleUntil > (all.throttleUntil ?? 0))
      all.throttleUntil = decision.throttleUntil;
    if (saysNothing(decision) || all.notice === 'disable') continue;
    const next = afterAttempt(
      all.health,
      { ok: decision.outcome === 'delivered', at: result.endedAt },
      rules,
    );
    all.health = next.health;
    if (next.notice !== 'none') all.notice = next.notice;
  }
  if (all.notice === 'disable') all.disable ??= 'only failures for days';
  // Whoever enables it again says that it works.
  if (all.disable) all.health = HEALTHY;
  const held = new Set(all.holds.map(({ processId }) => processId));
  all.released = all.released.filter((processId) => !held.has(processId));
  return all;
}

const DISABLED = { gone: 'HTTP 410', asked: 'asked by the receiver' };

/** A refusal of one message, or a URL that cannot be used, is no sign of a receiver that is down. */
function saysNothing(decision: Decision): boolean {
  return (
    decision.outcome === 'failed' &&
    (decision.reason === 'aborted-by-receiver' || decision.reason === 'bad-url')
  );
}

function changeOf({ delivery, endedAt, attempt, decision, sealedBody }: Result): DeliveryChange {
  const retry = decision.outcome === 'retry';
  return {
    id: delivery.id,
    state: retry ? 'pending' : stateOf(decision),
    attempts: delivery.attempts + 1,
    nextAttemptAt: retry ? decision.at.toISOString() : null,
    lastStatus: attempt.reply?.status ?? null,
    lastError: decision.outcome === 'delivered' ? null : describeReply(attempt),
    finishedAt: retry ? null : endedAt.toISOString(),
    body: sealedBody,
  };
}

function stateOf(decision: Exclude<Decision, { outcome: 'retry' }>): DeliveryChange['state'] {
  if (decision.outcome === 'delivered') return 'delivered';
  return decision.reason === 'aborted-by-receiver' || decision.reason === 'endpoint-disabled'
    ? 'aborted'
    : 'failed';
}

function attemptOf({ delivery, attemptedAt, attempt, decision }: Result): NewAttempt {
  const outcome =
    decision.outcome !== 'failed'
      ? decision.outcome
      : decision.reason === 'endpoint-disabled'
        ? 'disabled'
        : decision.reason === 'aborted-by-receiver'
          ? 'aborted'
          : 'failed';
  return {
    id: newId('attempt'),
    deliveryId: delivery.id,
    attemptedAt: attemptedAt.toISOString(),
    durationMs: Math.round(attempt.durationMs),
    status: attempt.reply?.status ?? null,
    outcome,
    error: attempt.error?.message ?? null,
    responseHeaders: attempt.reply?.headers ?? null,
    responseBody: attempt.reply?.body ?? null,
  };
}

/** `HTTP 500`, or the kind of the error. */
function describeReply({ reply, error }: Result['attempt']): string {
  return reply ? `HTTP ${reply.status}` : error.kind;
}

function holdBehind({ delivery }: Result, until: Date): HoldBack {
  return {
    processId: delivery.processId as string,
    position: delivery.position,
    until: until.toISOString(),
  };
}
