import type { CourtDocument } from '../../contracts/court-document.ts';
import type { FetcherConfig } from '../config.ts';
import type { Work } from '../handlers/choose-work.ts';
import { type Check, isClosed } from '../ledger/digest.ts';
import type { Schedule } from '../ledger/record.ts';
import { checkInterval, nextChangeRate } from './interval.ts';
import type { PlannedCase } from './plan.ts';

/** When a case is asked about next, from its check and its documents in the answer. */
export function scheduleNext(
  planned: PlannedCase,
  work: Pick<Work, 'mode'>,
  check: Check | undefined,
  own: readonly CourtDocument[],
  at: Date,
  config: FetcherConfig,
): Schedule {
  if (!check || check.result === 'unavailable') return askAgain(planned.number, at, config);
  const { result } = check;
  // A status says "changed" first and the documents that follow say it again: counted with the documents.
  const changed = work.mode === 'documents' && result === 'changed';
  const elapsed = planned.lastCheckedAt ? (at.getTime() - planned.lastCheckedAt.getTime()) / 1_000 : 0;
  const changeRate = nextChangeRate(planned.changeRate, elapsed, changed);
  const closed = work.mode === 'documents' && own.length > 0 ? own.every(isClosed) : planned.closed;
  const interval = checkInterval(
    { beat: planned.beat, found: result !== 'absent', closed, changeRate },
    config,
  );
  return {
    number: planned.number,
    nextCheckAt: new Date(at.getTime() + interval * 1_000),
    nextFullAt: work.mode === 'delta' ? null : new Date(at.getTime() + config.fullEverySeconds * 1_000),
    intervalSeconds: interval,
    changeRate,
    closed,
    changed,
    served: work.mode === 'documents',
    indexedAt: newestIndexed(own),
    result,
  };
}

/**
 * Of a number that an answer said nothing about: soon, but not at once, or the others would never get their turn; and with
 * a full look, since what changed in the meantime may be older than a delta asks for.
 */
export function askAgain(number: string, at: Date, config: FetcherConfig): Schedule {
  return {
    number,
    nextCheckAt: new Date(at.getTime() + config.unansweredSeconds * 1_000),
    nextFullAt: at,
    intervalSeconds: null,
    changeRate: null,
    closed: null,
    changed: false,
    served: false,
    indexedAt: null,
    result: null,
  };
}

/** The newest index time among documents, ISO 8601. */
export function newestIndexed(documents: readonly CourtDocument[]): string | null {
  return documents.reduce<string | null>((newest, { indexedAt }) => {
    if (indexedAt === null) return newest;
    return newest === null || Date.parse(indexedAt) > Date.parse(newest) ? indexedAt : newest;
  }, null);
}
