import type { Payload } from '../../contracts/contract.ts';
import type { datajudFetcher } from '../../contracts/datajud-fetcher.ts';
import { newId } from '../../contracts/ids.ts';
import { type CourtBreaker, openBreaker, SlowFailure } from '../gateway/breaker.ts';
import { takeRequest } from '../gateway/budget.ts';
import { deltaQuery, documentsQuery, statusQuery } from '../gateway/queries.ts';
import type { Answer } from '../gateway/search.ts';
import { digestAnswer } from '../ledger/answer.ts';
import { digestFailure } from '../ledger/failure.ts';
import { aliasOf, type FetcherParts, type GatewayContext } from '../parts.ts';
import type { PlannedCase } from '../schedule/plan.ts';
import { sweepAt, sweepNow } from '../sweep-again.ts';
import { failWaiting } from '../waiting.ts';

/** One request to be made. */
export interface Work {
  mode: 'documents' | 'status' | 'delta';
  cases: PlannedCase[];
  since: Date | null;
  /** A person waits. */
  urgent: boolean;
}

/** The index is asked again for what may have been written while we looked: clocks and queues of the courts lag. */
const DELTA_OVERLAP_MS = 3 * 24 * 3_600_000;

/** Should the clocks of this machine and of Postgres disagree, a case is due a moment later. */
const SHORTEST_SLEEP_MS = 100;

/**
 * The gateway's beat: at most one request to the court, then everything that it told in one commit.
 *
 *   resting or breaker open ──▶ sleep until then (people who wait are told)
 *   people wait ──▶ their documents, whole
 *   changed documents not fetched yet ──▶ those, whole
 *   cases due ──▶ a batch: whole documents of those never seen, status or delta of the others
 *   nothing ──▶ sleep until the next case is due
 */
export async function sweep(
  parts: FetcherParts,
  ctx: GatewayContext,
  { beat }: Payload<typeof datajudFetcher, 'sweep'>,
): Promise<void> {
  if (beat !== undefined && beat !== ctx.state.beat) return;
  const alias = aliasOf(ctx);
  const { patienceMs } = parts.config;
  const breaker = openBreaker(ctx.state.breaker, parts.config.breakerMs);
  const now = new Date();
  const blocked = latest(
    breaker.blockedUntil(now),
    ctx.state.restUntil > now.getTime() ? new Date(ctx.state.restUntil) : undefined,
  );
  if (blocked) {
    failWaiting(ctx, { alias, until: blocked, patienceMs, why: ctx.state.failure });
    return sweepAt(ctx, blocked);
  }
  const work = await nextWork(parts, ctx, alias);
  if (!work) return sleep(parts, ctx, alias);
  const grant = await takeRequest(ctx.platform, parts.config, work.urgent);
  if (!grant.granted) {
    // Spread, so that the same court is not always first at the bucket.
    const until = new Date(Date.now() + grant.waitMs * (1 + parts.random() / 4));
    failWaiting(ctx, { alias, until, patienceMs, why: 'quota' });
    return sweepAt(ctx, until);
  }

  const requestId = newId('request');
  const answer = await ask(parts, ctx, alias, breaker, work);
  ctx.log.info(
    { alias, mode: work.mode, numbers: work.cases.length, outcome: answer.outcome.kind, request: requestId },
    'court asked',
  );
  if (answer.outcome.kind === 'ok' || answer.outcome.kind === 'partial') {
    await digestAnswer(parts, ctx, { alias, requestId, work, answer, outcome: answer.outcome, breaker });
    return sweepNow(ctx);
  }
  await digestFailure(parts, ctx, {
    alias,
    requestId,
    work,
    answer,
    failure: answer.outcome.kind,
    reason: answer.outcome.reason,
    breaker,
  });
}

async function nextWork(parts: FetcherParts, ctx: GatewayContext, alias: string): Promise<Work | undefined> {
  const { documentBatch, statusBatch, pending } = ctx.state;
  const urgent = await parts.planner.urgent(alias, documentBatch.current);
  if (urgent.length > 0) return { mode: 'documents', cases: urgent, since: null, urgent: true };
  if (pending.length > 0) {
    const cases = await parts.planner.these(alias, pending);
    // The others are not watched any more.
    const watched = cases.map((c) => c.number);
    if (watched.length < pending.length) ctx.setState({ ...ctx.state, pending: watched });
    if (cases.length > 0) {
      return { mode: 'documents', cases: cases.slice(0, documentBatch.current), since: null, urgent: false };
    }
  }
  const plan = await parts.planner.sweep(alias, {
    documents: documentBatch.current,
    status: statusBatch.current,
    delta: statusBatch.current * 2,
  });
  if (!plan) return undefined;
  const since = plan.since && new Date(plan.since.getTime() - DELTA_OVERLAP_MS);
  return { mode: plan.mode, cases: plan.cases, since, urgent: false };
}

async function ask(
  parts: FetcherParts,
  ctx: GatewayContext,
  alias: string,
  breaker: CourtBreaker,
  work: Work,
): Promise<Answer> {
  const numbers = work.cases.map((c) => c.number);
  const body =
    work.mode === 'documents'
      ? documentsQuery(numbers)
      : work.since
        ? deltaQuery(numbers, work.since)
        : statusQuery(numbers);
  const timeoutMs = work.urgent ? parts.config.urgentTimeoutMs : parts.config.batchTimeoutMs;
  let answer: Answer | undefined;
  try {
    await breaker.run(async () => {
      answer = await parts.client.search(ctx.state.alias ?? alias, body, { timeoutMs, signal: ctx.signal });
      const { kind } = answer.outcome;
      if (kind !== 'ok' && kind !== 'partial' && parts.react(kind, 1, 0).countsForBreaker)
        throw new SlowFailure(kind);
    });
  } catch (error) {
    if (!(error instanceof SlowFailure)) throw error;
  }
  if (!answer) throw new Error('the breaker ran no request');
  return answer;
}

async function sleep(parts: FetcherParts, ctx: GatewayContext, alias: string): Promise<void> {
  const next = await parts.planner.nextDue(alias);
  if (next) sweepAt(ctx, new Date(Math.max(next.getTime(), Date.now() + SHORTEST_SLEEP_MS)));
}

function latest(a: Date | undefined, b: Date | undefined): Date | undefined {
  if (!a || !b) return a ?? b;
  return a > b ? a : b;
}
