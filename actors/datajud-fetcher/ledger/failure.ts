import { aliasFallback } from '../../contracts/courts.ts';
import { type BatchSize, DOCUMENT_LIMITS, STATUS_LIMITS, shrink } from '../gateway/batch-size.ts';
import type { CourtBreaker } from '../gateway/breaker.ts';
import type { Failure } from '../gateway/outcome.ts';
import type { Answer } from '../gateway/search.ts';
import type { Work } from '../handlers/choose-work.ts';
import type { FetcherParts, GatewayContext } from '../parts.ts';
import { askAgain } from '../schedule/next.ts';
import type { GatewayState } from '../state.ts';
import { sweepAt, sweepNow } from '../sweep-again.ts';
import { failWaiting } from '../waiting.ts';
import { type Schedule, writeRecord } from './record.ts';

export interface FailedRequest {
  alias: string;
  requestId: string;
  work: Work;
  answer: Answer;
  failure: Failure;
  reason: string;
  breaker: CourtBreaker;
}

/** These may lie in what was asked, so the others get their turn first. */
const MAYBE_THE_NUMBERS: readonly Failure[] = ['no-shards', 'malformed'];

/** The court said nothing: the ledger says so for every number, nothing is taken for absent, and we come back later. */
export async function digestFailure(
  parts: FetcherParts,
  ctx: GatewayContext,
  failed: FailedRequest,
): Promise<void> {
  const { alias, work, answer, failure, reason, breaker } = failed;
  const { state } = ctx;
  // Another name is tried at once; when it is no better, the usual one is the next to be tried.
  const fallback = failure === 'no-index' && !state.alias ? aliasFallback(alias) : null;
  const streak = state.streak + 1;
  const reaction = parts.react(failure, streak, parts.random());
  const until = new Date(
    Math.max(answer.answeredAt.getTime() + reaction.waitMs, breaker.blockedUntil(new Date())?.getTime() ?? 0),
  );
  const halved = (size: BatchSize, limits: { min: number }, asked: boolean) =>
    reaction.shrink && asked ? shrink(size, limits) : size;
  const next: GatewayState = {
    ...state,
    alias: fallback ?? (failure === 'no-index' ? undefined : state.alias),
    streak: fallback ? state.streak : streak,
    failure,
    restUntil: fallback ? 0 : until.getTime(),
    breaker: breaker.save(),
    statusBatch: halved(state.statusBatch, STATUS_LIMITS, work.mode !== 'documents'),
    documentBatch: halved(state.documentBatch, DOCUMENT_LIMITS, work.mode === 'documents'),
  };
  ctx.setState(next);
  const again = MAYBE_THE_NUMBERS.includes(failure)
    ? work.cases.map((c) => askAgain(c.number, answer.answeredAt, parts.config))
    : [];
  writeFailure(ctx, failed, { next, until, again });
  if (fallback) {
    ctx.log.warn({ alias, fallback, reason }, 'the court has no index of this name; trying the other one');
    sweepNow(ctx);
    return;
  }
  if (failure === 'unauthorized' && (await refusedEverywhere(ctx, alias))) {
    ctx.log.fatal({ alias, reason }, 'DataJud refuses the key at every court: nothing is being watched');
  } else if (reaction.alarm) ctx.log.error({ alias, failure, reason }, reaction.alarm);
  else ctx.log.warn({ alias, failure, reason, until }, 'the court did not answer');
  const { patienceMs } = parts.config;
  for (const { number, nextCheckAt } of again)
    failWaiting(ctx, { alias, until: nextCheckAt, patienceMs, why: failure, number });
  failWaiting(ctx, { alias, until, patienceMs, why: failure });
  sweepAt(ctx, until);
}

/** Whether every other court that was asked lately, and there is one, has refused the key as well. */
async function refusedEverywhere(ctx: GatewayContext, alias: string): Promise<boolean> {
  const { rows } = await ctx.platform.query<{ everywhere: boolean }>({
    name: 'refused-everywhere',
    text: `select coalesce(bool_and(last_error like 'unauthorized:%'), false) as everywhere from court.courts
      where alias <> $1 and last_request_at > now() - interval '30 minutes'`,
    values: [alias],
  });
  return rows[0]?.everywhere ?? false;
}

function writeFailure(
  ctx: GatewayContext,
  { alias, requestId, work, answer, failure, reason, breaker }: FailedRequest,
  { next, until, again }: { next: GatewayState; until: Date; again: Schedule[] },
): void {
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
      schedule: again,
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
        lags: next.lags,
      },
    }),
  );
}
