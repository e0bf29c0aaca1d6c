import type { Payload } from '../../contracts/contract.ts';
import type { datajudFetcher } from '../../contracts/datajud-fetcher.ts';
import { newId } from '../../contracts/ids.ts';
import { type CourtBreaker, openBreaker, SlowFailure } from '../gateway/breaker.ts';
import { deltaQuery, documentsQuery, statusQuery } from '../gateway/queries.ts';
import type { Answer } from '../gateway/search.ts';
import { digestAnswer } from '../ledger/answer.ts';
import { digestFailure } from '../ledger/failure.ts';
import { digestRefusedAccess } from '../ledger/refused-access.ts';
import { aliasOf, type FetcherParts, type GatewayContext } from '../parts.ts';
import { sweepAt, sweepNow } from '../sweep-again.ts';
import { failWaiting } from '../waiting.ts';
import { chooseWork, type Work } from './choose-work.ts';

/** Should the clocks of this machine and of Postgres disagree, a case is due a moment later. */
const SHORTEST_SLEEP_MS = 100;

/**
 * The gateway's beat: at most one request to the court, then everything that it told in one commit.
 *
 *   resting or breaker open ──▶ sleep until then (people who wait are told)
 *   work, and a quota that pays for it (choose-work.ts) ──▶ the request
 *   work, but no quota has anything left ──▶ sleep until one has (people who wait are told)
 *   no work ──▶ sleep until the next case is due
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
  const choice = await chooseWork(parts, ctx, alias);
  if (!choice) return sleep(parts, ctx, alias);
  if ('waitMs' in choice) {
    // Spread, so that the same court is not always first at the bucket.
    const until = new Date(Date.now() + choice.waitMs * (1 + parts.random() / 4));
    failWaiting(ctx, { alias, until, patienceMs, why: 'quota' });
    return sweepAt(ctx, until);
  }
  const { work } = choice;

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
  const { kind } = answer.outcome;
  if (work.payer && (kind === 'unauthorized' || kind === 'rate-limited')) {
    return digestRefusedAccess(parts, ctx, {
      alias,
      requestId,
      work,
      answer,
      payer: work.payer,
      failure: kind,
    });
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
      const options = { timeoutMs, signal: ctx.signal, key: work.payer?.key };
      answer = await parts.client.search(ctx.state.alias ?? alias, body, options);
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
