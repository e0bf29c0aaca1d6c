import { aliasFallback } from '../../contracts/courts.ts';
import { type BatchSize, DOCUMENT_LIMITS, STATUS_LIMITS, shrink } from '../gateway/batch-size.ts';
import type { CourtBreaker } from '../gateway/breaker.ts';
import type { Failure } from '../gateway/outcome.ts';
import { reactTo } from '../gateway/reaction.ts';
import type { Answer } from '../gateway/search.ts';
import type { Work } from '../handlers/sweep.ts';
import type { FetcherParts, GatewayContext } from '../parts.ts';
import { sweepAt, sweepNow } from '../sweep-again.ts';
import { failWaiting } from '../waiting.ts';
import { writeRecord } from './record.ts';

export interface FailedRequest {
  alias: string;
  requestId: string;
  work: Work;
  answer: Answer;
  failure: Failure;
  reason: string;
  breaker: CourtBreaker;
}

/** The court said nothing: the ledger says so for every number, nothing is taken for absent, and we come back later. */
export function digestFailure(parts: FetcherParts, ctx: GatewayContext, failed: FailedRequest): void {
  const { alias, requestId, work, answer, failure, reason, breaker } = failed;
  const { state } = ctx;
  const fallback = failure === 'no-index' && !state.alias ? aliasFallback(alias) : undefined;
  if (fallback) {
    ctx.setState({ ...state, alias: fallback });
    sweepNow(ctx);
    return;
  }
  const streak = state.streak + 1;
  const reaction = reactTo(failure, streak, parts.random());
  const until = new Date(
    Math.max(answer.answeredAt.getTime() + reaction.waitMs, breaker.blockedUntil(new Date())?.getTime() ?? 0),
  );
  const halved = (size: BatchSize, limits: { min: number }, asked: boolean) =>
    reaction.shrink && asked ? shrink(size, limits) : size;
  const next = {
    ...state,
    streak,
    restUntil: until.getTime(),
    breaker: breaker.save(),
    statusBatch: halved(state.statusBatch, STATUS_LIMITS, work.mode !== 'documents'),
    documentBatch: halved(state.documentBatch, DOCUMENT_LIMITS, work.mode === 'documents'),
  };
  ctx.setState(next);
  failWaiting(ctx, alias, until);
  if (reaction.alarm) ctx.log.error({ alias, failure, reason }, reaction.alarm);
  else ctx.log.warn({ alias, failure, reason, until }, 'the court did not answer');

  const result = failure === 'no-index' ? ('no-index' as const) : ('unavailable' as const);
  ctx.writePlatform((client) =>
    writeRecord(client, {
      request: {
        id: requestId,
        alias,
        mode: work.mode,
        askedAt: answer.askedAt,
        answeredAt: answer.answeredAt,
        outcome: failure,
        httpStatus: answer.httpStatus,
        numbers: work.cases.length,
        hits: null,
        error: reason,
      },
      checks: work.cases.map(({ number }) => ({ number, result, sourceUpdatedAt: null })),
      documents: [],
      schedule: [],
      court: {
        alias,
        breakerState: breaker.state,
        breakerUntil: breaker.state === 'closed' ? null : until,
        statusBatch: next.statusBatch.current,
        documentBatch: next.documentBatch.current,
        ok: false,
        error: `${failure}: ${reason}`,
        latencyMs: answer.answeredAt.getTime() - answer.askedAt.getTime(),
        newestIndexedAt: null,
        lags: state.lags,
      },
    }),
  );
  sweepAt(ctx, until);
}
