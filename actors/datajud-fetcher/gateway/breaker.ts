import { CircuitState, ConsecutiveBreaker, circuitBreaker, ExponentialBackoff, handleWhen } from 'cockatiel';

/** Slow failures in a row that open a court's breaker. */
const FAILURES = 3;

/** Thrown inside the breaker for a failure that counts. */
export class SlowFailure extends Error {
  override name = 'SlowFailure';
}

export interface CourtBreaker {
  /** undefined when a request may be made; otherwise when to try again. */
  blockedUntil(now: Date): Date | undefined;
  /** Runs a request; whatever throws `SlowFailure` counts. */
  run<T>(request: () => Promise<T>): Promise<T>;
  readonly state: 'closed' | 'open' | 'half-open';
  /** For the actor's state: the breaker survives a hand-over. */
  save(): Saved;
}

export interface Saved {
  policy: unknown;
  openedAt: number | null;
  openings: number;
}

const STATES = {
  [CircuitState.Closed]: 'closed',
  [CircuitState.Open]: 'open',
  [CircuitState.Isolated]: 'open',
  [CircuitState.HalfOpen]: 'half-open',
} as const;

/**
 * A court's circuit breaker as it was saved. It opens after three slow failures in a row, for `wait.first` milliseconds, and
 * tries again ever later, up to `wait.max`.
 */
export function openBreaker(saved: Saved | null, wait: { first: number; max: number }): CourtBreaker {
  let openedAt = saved?.openedAt ?? null;
  let openings = saved?.openings ?? 0;
  const policy = circuitBreaker(
    handleWhen((error) => error instanceof SlowFailure),
    {
      breaker: new ConsecutiveBreaker(FAILURES),
      halfOpenAfter: new ExponentialBackoff({
        initialDelay: wait.first,
        maxDelay: wait.max,
        generator: (state) => [delay(openings, wait), state],
      }),
      initialState: saved?.policy ?? undefined,
    },
  );
  policy.onBreak(() => {
    openedAt = Date.now();
    openings++;
  });
  policy.onReset(() => {
    openedAt = null;
    openings = 0;
  });
  return {
    blockedUntil(now) {
      if (policy.state !== CircuitState.Open || openedAt === null) return undefined;
      const until = openedAt + delay(openings, wait);
      return until > now.getTime() ? new Date(until) : undefined;
    },
    run: (request) => policy.execute(request),
    get state() {
      return STATES[policy.state];
    },
    save: () => ({ policy: policy.toJSON(), openedAt, openings }),
  };
}

function delay(openings: number, wait: { first: number; max: number }): number {
  return Math.min(wait.max, wait.first * 2 ** Math.max(0, openings - 1));
}
