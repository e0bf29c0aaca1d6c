import type { CourtDocument } from '../../contracts/court-document.ts';
import { DOCUMENT_LIMITS, grow, STATUS_LIMITS } from '../gateway/batch-size.ts';
import type { CourtBreaker } from '../gateway/breaker.ts';
import type { Outcome } from '../gateway/outcome.ts';
import type { Answer } from '../gateway/search.ts';
import type { Work } from '../handlers/sweep.ts';
import { sendObserved } from '../observed.ts';
import type { FetcherParts, GatewayContext } from '../parts.ts';
import { scheduleNext } from '../schedule/next.ts';
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
  const { documents: seen, unreadable } = readHits(outcome.hits, alias, parts.parse);
  if (unreadable.length > 0)
    ctx.log.warn(
      { alias, unreadable: unreadable.slice(0, 5), count: unreadable.length },
      'hits that could not be read',
    );
  // An answer cut at its size shows nothing about the numbers it left out; neither does a hit that we cannot read.
  const whole = outcome.kind === 'ok' && outcome.total <= outcome.hits.length && unreadable.length === 0;
  const known = await knownDocuments(ctx, alias, numbers);

  let checks: Check[];
  let stored: StoredDocument[] = [];
  if (work.mode === 'documents') {
    ({ documents: stored, checks } = digestDocuments(numbers, seen, known, whole));
  } else {
    checks = digestStatus(numbers, seen, known, { whole, mode: work.mode });
  }
  const observations = await observationsOf(ctx, alias, work, checks, stored);
  sendObserved(ctx, alias, { requestId, checkedAt: answer.answeredAt }, observations);

  const { state } = ctx;
  const done = new Set(numbers);
  const changedNow =
    work.mode === 'documents' ? [] : checks.filter((c) => c.result === 'changed').map((c) => c.number);
  const lags = [...lagsOf(stored, answer.answeredAt), ...state.lags].slice(0, LAGS_KEPT);
  const next = {
    ...state,
    streak: 0,
    restUntil: 0,
    breaker: breaker.save(),
    statusBatch:
      work.mode === 'documents' ? state.statusBatch : grow(state.statusBatch, numbers.length, STATUS_LIMITS),
    documentBatch:
      work.mode === 'documents'
        ? grow(state.documentBatch, numbers.length, DOCUMENT_LIMITS)
        : state.documentBatch,
    pending: [
      ...new Set([
        ...(work.mode === 'documents' ? state.pending.filter((n) => !done.has(n)) : state.pending),
        ...changedNow,
      ]),
    ],
    waiting: work.mode === 'documents' ? state.waiting.filter((w) => !done.has(w.number)) : state.waiting,
    lags,
  };
  ctx.setState(next);
  const checkOf = new Map(checks.map((c) => [c.number, c]));
  const documentsOf = Map.groupBy(stored, (d) => d.number);
  const schedule = work.cases.map((c) =>
    scheduleNext(
      c,
      work,
      checkOf.get(c.number),
      documentsOf.get(c.number) ?? [],
      answer.answeredAt,
      parts.config,
    ),
  );
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
      documents: stored,
      schedule,
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
        lags,
      },
    }),
  );
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

function newestIndexed(documents: readonly CourtDocument[]): Date | null {
  const times = documents.flatMap((d) => (d.indexedAt ? [new Date(d.indexedAt).getTime()] : []));
  return times.length > 0 ? new Date(times.reduce((a, b) => Math.max(a, b))) : null;
}

/** How long after its newest movement each changed document showed it to us. */
function lagsOf(documents: readonly StoredDocument[], seenAt: Date): number[] {
  return documents.flatMap((d) => {
    const newest = d.body.movements?.at(-1)?.occurredAt;
    if (!d.changed || !d.known || !newest) return [];
    const seconds = Math.round((seenAt.getTime() - new Date(newest).getTime()) / 1_000);
    return seconds >= 0 && seconds < LAG_LIMIT_SECONDS ? [seconds] : [];
  });
}
