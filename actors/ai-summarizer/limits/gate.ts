import { setTimeout as sleep } from 'node:timers/promises';
import { bulkhead, CircuitState, ConsecutiveBreaker, circuitBreaker, handleWhen } from 'cockatiel';
import { RateLimiter } from 'limiter';
import { EngineError } from '../engine/errors.ts';
import { pauseOf } from './headers.ts';

/** Failures in a row that close a model for a while. */
const FAILURES = 5;
const CLOSED_MS = 30_000;

export interface Gate {
  /** Runs a call to a model when its turn has come. @throws EngineError at once while the model is closed */
  run<T>(model: string, signal: AbortSignal, call: () => Promise<T>): Promise<T>;
  /** Hears the headers of every answer of the provider. */
  heard(headers: Headers): void;
}

export interface GateOptions {
  concurrency: number;
  requestsPerMinute: number;
  now?: () => number;
}

/**
 * The way to the provider, one for a worker: so many calls at once, so many a minute, none while the provider has said that
 * nothing is left, and none to a model that has failed five times in a row until half a minute has passed.
 */
export function createGate({ concurrency, requestsPerMinute, now = Date.now }: GateOptions): Gate {
  const doors = bulkhead(concurrency, Number.MAX_SAFE_INTEGER);
  const limiter = new RateLimiter({ tokensPerInterval: requestsPerMinute, interval: 'minute' });
  const breakers = new Map<string, ReturnType<typeof breakerOf>>();
  let openAgainAt = 0;

  const breaker = (model: string) => {
    const known = breakers.get(model) ?? breakerOf();
    breakers.set(model, known);
    return known;
  };

  async function turn(signal: AbortSignal): Promise<void> {
    for (;;) {
      signal.throwIfAborted();
      const wait = Math.max(openAgainAt - now(), limiter.tryRemoveTokens(1) ? 0 : limiter.getWaitTime(1));
      if (wait <= 0) return;
      await sleep(wait, undefined, { signal });
      // A token that was taken while the provider paused us is given up: the wait is longer than what it buys.
    }
  }

  return {
    run: (model, signal, call) =>
      doors.execute(async () => {
        const policy = breaker(model);
        if (policy.state === CircuitState.Open)
          throw new EngineError(`${model} has failed ${FAILURES} times in a row`, {
            next: 'later',
            reason: 'overloaded',
            retryAfterMs: CLOSED_MS,
          });
        await turn(signal);
        return policy.execute(call);
      }, signal),
    heard(headers) {
      openAgainAt = Math.max(openAgainAt, now() + pauseOf(headers, now()));
    },
  };
}

function breakerOf() {
  return circuitBreaker(
    handleWhen((error) => error instanceof EngineError && error.next === 'later'),
    { breaker: new ConsecutiveBreaker(FAILURES), halfOpenAfter: CLOSED_MS },
  );
}
