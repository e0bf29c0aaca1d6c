/** How often cases are asked about, and how much may be asked. Seconds where not said otherwise. */
export interface FetcherConfig {
  /** Requests to DataJud by all workers together. */
  requestsPerMinute: number;
  requestsPerDay: number;
  /** A case that moves often is asked no more often than this. */
  minIntervalSeconds: number;
  /** A quiet open case is asked at least so often. */
  maxIntervalSeconds: number;
  /** Closed cases come back to life, but rarely. */
  closedIntervalSeconds: number;
  /** A superior court that has never had the case. */
  superiorIntervalSeconds: number;
  /** A look at everything, for what a delta cannot show. */
  fullEverySeconds: number;
  /** A batch request may take the gateway's minute. */
  batchTimeoutMs: number;
  /** A person waits. */
  urgentTimeoutMs: number;
  /** Nobody waits longer than this without a word. */
  patienceMs: number;
  /** A number that an answer said nothing about is asked again after so long. */
  unansweredSeconds: number;
  /** How long the breaker of a court stays open: the first time, and at the longest. */
  breakerMs: { first: number; max: number };
}

const HOUR = 3_600;

export const DEFAULT_FETCHER_CONFIG: FetcherConfig = {
  requestsPerMinute: 120,
  requestsPerDay: 10_000,
  minIntervalSeconds: HOUR / 2,
  maxIntervalSeconds: 12 * HOUR,
  closedIntervalSeconds: 7 * 24 * HOUR,
  superiorIntervalSeconds: 7 * 24 * HOUR,
  fullEverySeconds: 7 * 24 * HOUR,
  batchTimeoutMs: 75_000,
  urgentTimeoutMs: 35_000,
  patienceMs: 60_000,
  unansweredSeconds: 300,
  breakerMs: { first: 30_000, max: 15 * 60_000 },
};
