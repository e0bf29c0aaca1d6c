import type { FetcherConfig } from '../config.ts';
import type { Work } from '../handlers/sweep.ts';
import type { Check, StoredDocument } from '../ledger/digest.ts';
import type { Schedule } from '../ledger/record.ts';
import { checkInterval, nextChangeRate } from './interval.ts';
import type { PlannedCase } from './plan.ts';

/** A number that an answer said nothing about is asked again soon. */
const UNANSWERED_SECONDS = 300;

/** When a case that was asked about is asked about next, from its check and its documents in the answer. */
export function scheduleNext(
  planned: PlannedCase,
  work: Work,
  check: Check | undefined,
  own: readonly StoredDocument[],
  at: Date,
  config: FetcherConfig,
): Schedule {
  const result = check?.result ?? 'unavailable';
  const closed = own.length > 0 ? own.every((d) => d.closed) : planned.closed;
  const found = result !== 'absent' && result !== 'unavailable';
  // A status says "changed" first and the documents that follow say it again: counted with the documents.
  const changed = work.mode === 'documents' && result === 'changed';
  const elapsed = planned.lastCheckedAt ? (at.getTime() - planned.lastCheckedAt.getTime()) / 1_000 : 0;
  const changeRate = nextChangeRate(planned.changeRate, elapsed, changed);
  const interval = checkInterval({ beat: planned.beat, found, closed, changeRate }, config);
  const wait = result === 'unavailable' ? Math.min(interval, UNANSWERED_SECONDS) : interval;
  return {
    number: planned.number,
    nextCheckAt: new Date(at.getTime() + wait * 1_000),
    nextFullAt:
      work.mode === 'delta' || result === 'unavailable'
        ? null
        : new Date(at.getTime() + config.fullEverySeconds * 1_000),
    intervalSeconds: interval,
    changeRate,
    closed,
    changed,
    served: work.mode === 'documents' && result !== 'unavailable',
    result: result === 'unavailable' ? null : result,
  };
}
