import { COURTS } from '../../../actors/contracts/courts.ts';
import type { CourtRecord } from '../wire.ts';
import { type CourtIndex, createCourtIndex, type Entry } from './court-index.ts';

/**
 * All courts of one sandbox. A write changes what the court has at once, and what its index shows after the
 * indexing lag that was set when the write was made.
 */
export interface CaseStore {
  /** Undefined where DataJud has no such index. All 91 real ones exist, most of them empty. */
  court(alias: string): CourtIndex | undefined;
  courts(): CourtIndex[];
  load(record: CourtRecord): void;
  put(record: CourtRecord): void;
  remove(record: CourtRecord): void;
  setLag(ms: number): void;
  lagMs(): number;
  /** Changes made but not shown yet. */
  pending(): number;
  /** Shows what is due. Called before every search. */
  settle(): void;
  reset(): void;
}

interface Pending {
  at: number;
  sequence: number;
  court: CourtIndex;
  entry: Entry;
  record: CourtRecord | null;
}

export function createCaseStore(now: () => number): CaseStore {
  const indexes = new Map(COURTS.map((court) => [court.alias, createCourtIndex(court.alias)]));
  let waiting: Pending[] = [];
  let lag = 0;
  let sequence = 0;

  function write(alias: string, id: string, number: string, record: CourtRecord | null): void {
    const court = indexes.get(alias);
    if (!court) throw new RangeError(`DataJud has no index for the court ${alias}`);
    const entry = court.write(id, number, record);
    sequence++;
    if (lag === 0) court.show(entry, record, sequence);
    else waiting.push({ at: now() + lag, sequence, court, entry, record });
  }

  return {
    court: (alias) => indexes.get(alias),
    courts: () => [...indexes.values()],
    load(record) {
      const court = indexes.get(record.alias);
      if (!court) throw new RangeError(`DataJud has no index for the court ${record.alias}`);
      court.load(record);
    },
    put: (record) => write(record.alias, record.id, record.number, record),
    remove: (record) => write(record.alias, record.id, record.number, null),
    setLag(ms) {
      lag = ms;
    },
    lagMs: () => lag,
    pending: () => waiting.length,
    settle() {
      if (waiting.length === 0) return;
      const time = now();
      const due = waiting.filter((one) => one.at <= time);
      if (due.length === 0) return;
      waiting = waiting.filter((one) => one.at > time);
      for (const one of due) one.court.show(one.entry, one.record, one.sequence);
    },
    reset() {
      waiting = [];
      lag = 0;
      for (const court of indexes.values()) court.reset();
    },
  };
}
