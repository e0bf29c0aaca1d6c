import type { Logger } from 'pino';
import type { Line } from './channel.ts';

/** Lines that fetch what people write do so in one process at a time: the one that leads. */
export interface Listeners {
  open(connection: string, line: Line): void;
  close(connection: string): void;
  lead(leading: boolean): void;
}

const AGAIN_MS = { first: 1_000, max: 30_000 };

export function listenWhileLeading(log: Logger): Listeners {
  const lines = new Map<string, Line>();
  const running = new Map<string, AbortController>();
  let leading = false;

  async function listen(connection: string, line: Line, signal: AbortSignal): Promise<void> {
    let wait = AGAIN_MS.first;
    while (!signal.aborted) {
      const startedAt = performance.now();
      try {
        await line.listen?.(signal);
      } catch (error) {
        if (signal.aborted) return;
        log.warn({ err: error, connection, againInMs: wait }, 'listening to the provider failed');
      }
      if (signal.aborted) return;
      wait = performance.now() - startedAt > AGAIN_MS.max ? AGAIN_MS.first : wait;
      await Bun.sleep(wait);
      wait = Math.min(wait * 2, AGAIN_MS.max);
    }
  }

  function start(connection: string, line: Line): void {
    if (!leading || !line.listen || running.has(connection)) return;
    const controller = new AbortController();
    running.set(connection, controller);
    void listen(connection, line, controller.signal);
  }

  function stop(connection: string): void {
    running.get(connection)?.abort();
    running.delete(connection);
  }

  return {
    open(connection, line) {
      lines.set(connection, line);
      start(connection, line);
    },
    close(connection) {
      lines.delete(connection);
      stop(connection);
    },
    lead(now) {
      leading = now;
      for (const [connection, line] of lines) {
        if (leading) start(connection, line);
        else stop(connection);
      }
    },
  };
}
