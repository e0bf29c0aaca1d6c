import { type BatchSize, DOCUMENT_LIMITS, grow, STATUS_LIMITS, shrink } from '../gateway/batch-size.ts';
import type { CourtBreaker } from '../gateway/breaker.ts';
import type { Outcome } from '../gateway/outcome.ts';
import type { Answer } from '../gateway/search.ts';
import type { Work } from '../handlers/choose-work.ts';
import { sendObserved } from '../observed.ts';
import type { FetcherParts, GatewayContext } from '../parts.ts';
import { newestIndexed, scheduleNext } from '../schedule/next.ts';
import type { GatewayState } from '../state.ts';
import {
  type Check,
  digestDocuments,
  digestStatus,
  type KnownDocument,
  readHits,
  type StoredDocument,
} from './digest.ts';
import { observationsOf } from './observations.ts';
import { writeRecord } from './record.ts';

export interface Answered {
  alias: string;
  requestId: string;
  work: Work;
  answer: Answer;
  outcome: Extract<Outcome, { kind: 'ok' | 'partial' }>;
  breaker: CourtBreaker;
}

const LAGS_KEPT = 100;
const LAG_LIMIT_SECONDS = 90 * 86_400;

/** Takes in an answer: what changed goes to whoever watches it, what did not is evidence all the same. */
export async function digestAnswer(
  parts: FetcherParts,
  ctx: GatewayContext,
  answered: Answered,
): Promise<void> {
  const { alias, requestId, work, answer, outcome, breaker } = answered;
  const numbers = work.cases.map((c) => c.number);
  const { documents: seen, unreadable } = readHits(outcome.hits, alias, numbers, parts.parse);
  if (unreadable.length > 0) {
    const some = unreadable.slice(0, 5);
    ctx.log.warn({ alias, unreadable: some, count: unreadable.length }, 'hits that could not be read');
  }
  // An answer cut at its size shows nothing about the numbers it left out; neither does a hit that we cannot read.
  const cut = outcome.total > outcome.hits.length || unreadable.length > 0;
  const whole = outcome.kind === 'ok' && !cut;
  const known = await knownDocuments(ctx, alias, numbers);
  const { documents, checks } =
    work.mode === 'documents'
      ? digestDocuments(numbers, seen, known, whole)
      : { documents: [], checks: digestStatus(numbers, seen, known, { whole, mode: work.mode }) };
  const observations = await observationsOf(ctx, alias, work, checks, documents);
  sendObserved(ctx, alias, { requestId, checkedAt: answer.answeredAt }, observations);

  const next = stateAfter(ctx.state, { work, checks, documents, cut, breaker, at: answer.answeredAt });
  ctx.setState(next);
  const checkOf = new Map(checks.map((c) => [c.number, c]));
  const seenOf = Map.groupBy(seen, (d) => d.number);
  ctx.writePlatform((client) =>
    writeRecord(client, {
      request: {
        id: requestId,
        alias,
        mode: work.mode,
        askedAt: answer.askedAt,
        answeredAt: answer.answeredAt,
        outcome: outcome.kind,
        httpStatus: answer.httpStatus,
        numbers: numbers.length,
        hits: outcome.hits.length,
        error: outcome.kind === 'partial' ? outcome.reason : null,
      },
      checks,
      documents,
      schedule: work.cases.map((c) =>
        scheduleNext(
          c,
          work,
          checkOf.get(c.number),
          seenOf.get(c.number) ?? [],
          answer.answeredAt,
          parts.config,
        ),
      ),
      court: {
        alias,
        breakerState: breaker.state,
        breakerUntil: null,
        statusBatch: next.statusBatch.current,
        documentBatch: next.documentBatch.current,
        ok: true,
        error: null,
        latencyMs: answer.answeredAt.getTime() - answer.askedAt.getTime(),
        newestIndexedAt: newestIndexed(seen),
        lags: next.lags,
      },
    }),
  );
}

interface After {
  work: Work;
  checks: readonly Check[];
  documents: readonly StoredDocument[];
  /** The answer did not show everything: fewer numbers fit better. */
  cut: boolean;
  breaker: CourtBreaker;
  at: Date;
}

function stateAfter(state: GatewayState, after: After): GatewayState {
  const { work, checks, documents, cut, breaker, at } = after;
  const { failure: _, ...rest } = state;
  const asked = work.cases.length;
  const sized = (size: BatchSize, limits: { min: number; max: number }) =>
    cut ? shrink(size, limits) : grow(size, asked, limits);
  const whole = work.mode === 'documents';
  const done = new Set(whole ? checks.map((c) => c.number) : []);
  const fresh = whole ? [] : checks.filter((c) => c.result === 'changed' || c.result === 'found');
  return {
    ...rest,
    streak: 0,
    restUntil: 0,
    breaker: breaker.save(),
    statusBatch: whole ? state.statusBatch : sized(state.statusBatch, STATUS_LIMITS),
    documentBatch: whole ? sized(state.documentBatch, DOCUMENT_LIMITS) : state.documentBatch,
    pending: [...new Set([...state.pending.filter((n) => !done.has(n)), ...fresh.map((c) => c.number)])],
    waiting: state.waiting.filter((w) => !done.has(w.number)),
    lags: [...lagsOf(documents, at), ...state.lags].slice(0, LAGS_KEPT),
  };
}

async function knownDocuments(
  ctx: GatewayContext,
  alias: string,
  numbers: string[],
): Promise<KnownDocument[]> {
  const { rows } = await ctx.platform.query({
    name: 'known-documents',
    text: `select number, grau, content_hash as "contentHash", source_updated_at as "sourceUpdatedAt", indexed_at as "indexedAt"
      from court.documents where alias = $1 and number = any($2)`,
    values: [alias, numbers],
  });
  return rows;
}

/** How long after its newest movement each document showed it to us, if that one is younger than what we had. */
function lagsOf(documents: readonly StoredDocument[], seenAt: Date): number[] {
  return documents.flatMap(({ body, changed, before }) => {
    const newest = Date.parse(body.movements?.at(-1)?.occurredAt ?? '');
    if (!changed || !before?.sourceUpdatedAt || !(newest > before.sourceUpdatedAt.getTime())) return [];
    const seconds = Math.round((seenAt.getTime() - newest) / 1_000);
    return seconds >= 0 && seconds < LAG_LIMIT_SECONDS ? [seconds] : [];
  });
}
