import type { Logger } from 'pino';
import { openBroker } from '../../actors/runtime/nats/connection.ts';
import { liveLine } from './live-line.ts';
import { logLine } from './log-line.ts';
import { inboxPrefix } from './nats-permissions.ts';
import type { Say } from './say.ts';

/** A start is shown whole, a flood is not: the rest of that second is counted. */
const LINES_PER_SECOND = 100;

export type LiveLines = {
  /** A line of the log, parsed. */
  seeLog(line: unknown): void;
  /** Follows the broker: work, events, dead letters. Answers how to stop. */
  watch(operatorUrl: string, log: Logger): () => Promise<void>;
};

/** Prints what happens, as it happens: what goes over the broker, and what workers say of their outside effects. */
export function createLiveLines(print: Say): LiveLines {
  const limited = limitRate(print);

  function watch(operatorUrl: string, log: Logger): () => Promise<void> {
    const broker = openBroker({
      url: operatorUrl,
      name: 'live-lines',
      inboxPrefix: inboxPrefix('operator'),
      log,
    });
    // The client subscribes again by itself after a reconnection.
    let subscribed = false;
    broker.onConnected(() => {
      if (subscribed) return;
      subscribed = true;
      for (const subject of ['lux.jobs.>', 'lux.events.>', 'lux.dlq.>']) {
        broker.connection?.subscribe(subject, {
          callback: (error, message) => {
            if (error) log.warn({ err: error, subject }, 'live lines');
            else limited.show(describe(message.subject, message.data));
          },
        });
      }
    });
    return async () => {
      limited.end();
      await broker.close();
    };
  }

  return { seeLog: (line) => limited.show(logLine(line)), watch };
}

function describe(subject: string, data: Uint8Array): string | undefined {
  try {
    return liveLine(subject, JSON.parse(new TextDecoder().decode(data)));
  } catch {
    // Anybody may publish anything by hand; the worker answers for it, this only shows it.
    return `unreadable ${subject}`;
  }
}

/** What firms and courts wrote must not steer the terminal of the person who reads it: no escape sequences, no line breaks, no tricks of direction. */
export function printable(line: string): string {
  return line.replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, '\u{fffd}');
}

function limitRate(print: Say): { show(line: string | undefined): void; end(): void } {
  let shown = 0;
  let hidden = 0;
  const timer = setInterval(() => {
    if (hidden > 0) print(`...        and ${hidden} more in this second`);
    shown = 0;
    hidden = 0;
  }, 1_000);
  timer.unref();
  return {
    show(line) {
      if (line === undefined) return;
      if (++shown > LINES_PER_SECOND) hidden++;
      else print(printable(line));
    },
    end: () => clearInterval(timer),
  };
}
