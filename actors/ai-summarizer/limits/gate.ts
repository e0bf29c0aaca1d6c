import { setTimeout as sleep } from 'node:timers/promises';
import { bulkhead } from 'cockatiel';
import { EngineError } from '../engine/errors.ts';
import { enter, FAILURES, type Limits, leave, type Outcome, tell } from './account.ts';
import { toldBy } from './headers.ts';
import type { LimitsKeeper } from './keeper.ts';

export interface Gate {
  /** Runs a call to a model when its turn has come. @throws EngineError at once while the model is closed */
  run<T>(model: string, signal: AbortSignal, call: () => Promise<T>): Promise<T>;
  /** Hears the headers of every answer of the provider. */
  heard(headers: Headers): Promise<void>;
}

export interface GateOptions extends Limits {
  keeper: LimitsKeeper;
  /** What could not be written down; the call it was about goes on, and its place is free when its lease ends. */
  onError: (error: unknown) => void;
}

/**
 * The way to the provider: so many calls at once and so many a minute, of all workers together, none while the provider has
 * said that nothing is left, and none to a model that has failed five times in a row until half a minute has passed.
 */
export function createGate({ keeper, onError, ...limits }: GateOptions): Gate {
  // Of one worker one call asks for its turn at a time, the others queue behind it.
  const door = bulkhead(1, Number.MAX_SAFE_INTEGER);

  async function turn(id: string, model: string, signal: AbortSignal): Promise<void> {
    for (;;) {
      signal.throwIfAborted();
      const entry = await keeper.change((stored, now) => enter(stored, now, { id, model }, limits));
      if (entry.kind === 'in') return;
      if (entry.kind === 'closed')
        throw new EngineError(`${model} has failed ${FAILURES} times in a row`, {
          next: 'later',
          reason: 'overloaded',
          retryAfterMs: entry.ms,
        });
      await sleep(entry.ms, undefined, { signal });
    }
  }

  return {
    async run(model, signal, call) {
      const id = crypto.randomUUID();
      await door.execute(() => turn(id, model, signal), signal);
      let outcome: Outcome = 'unknown';
      try {
        const written = await call();
        outcome = 'answered';
        return written;
      } catch (error) {
        if (error instanceof EngineError) outcome = error.next === 'later' ? 'failed' : 'answered';
        throw error;
      } finally {
        const ended = { id, model, outcome };
        await keeper.change((stored, now) => leave(stored, now, ended, limits)).catch(onError);
      }
    },
    async heard(headers) {
      const told = toldBy(headers, Date.now());
      if (told) await keeper.change((stored, now) => tell(stored, now, told, limits)).catch(onError);
    },
  };
}
