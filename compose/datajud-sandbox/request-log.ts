/** What one search asked and got. */
export interface RequestEntry {
  at: string;
  court: string;
  /** lookup: one number. batch: several. sweep: a court without naming numbers. invalid: refused. */
  kind: 'lookup' | 'batch' | 'sweep' | 'invalid';
  /** What was wanted of each hit: `status` leaves the movements out. */
  shape: 'whole' | 'status' | 'none' | null;
  numbers: number;
  hits: number;
  status: number;
  /** The kind of the injected fault it met. */
  fault: string | null;
  tookMs: number;
  bytes: number;
}

export interface Counters {
  requests: number;
  byStatus: Record<string, number>;
  byKind: Record<string, number>;
  byShape: Record<string, number>;
  byFault: Record<string, number>;
  numbers: number;
  hits: number;
  bytes: number;
}

export interface Stats extends Counters {
  since: string;
  byCourt: Record<string, Counters>;
}

export interface RequestLog {
  record(entry: RequestEntry): void;
  /** Newest first. */
  list(filter?: { court?: string; limit?: number }): RequestEntry[];
  stats(): Stats;
  clear(): void;
}

/** Counts every search, and remembers the last `keep` of them. */
export function createRequestLog(now: () => number, keep = 1000): RequestLog {
  let ring: RequestEntry[] = [];
  let since = now();
  let all = zero();
  let courts = new Map<string, Counters>();

  return {
    record(entry) {
      ring.push(entry);
      // Trimmed in steps, so that a request costs no copy of the whole list.
      if (ring.length > keep * 2) ring = ring.slice(-keep);
      let court = courts.get(entry.court);
      if (!court) {
        court = zero();
        courts.set(entry.court, court);
      }
      add(all, entry);
      add(court, entry);
    },
    list({ court, limit } = {}) {
      const matching = court === undefined ? ring : ring.filter((entry) => entry.court === court);
      return matching.slice(-Math.min(limit ?? 100, keep)).reverse();
    },
    stats: () => ({
      since: new Date(since).toISOString(),
      ...structuredClone(all),
      byCourt: structuredClone(Object.fromEntries(courts)),
    }),
    clear() {
      ring = [];
      since = now();
      all = zero();
      courts = new Map();
    },
  };
}

function zero(): Counters {
  return { requests: 0, byStatus: {}, byKind: {}, byShape: {}, byFault: {}, numbers: 0, hits: 0, bytes: 0 };
}

function add(counters: Counters, entry: RequestEntry): void {
  counters.requests++;
  counters.numbers += entry.numbers;
  counters.hits += entry.hits;
  counters.bytes += entry.bytes;
  bump(counters.byStatus, String(entry.status));
  bump(counters.byKind, entry.kind);
  if (entry.shape) bump(counters.byShape, entry.shape);
  if (entry.fault) bump(counters.byFault, entry.fault);
}

function bump(counts: Record<string, number>, key: string): void {
  counts[key] = (counts[key] ?? 0) + 1;
}
