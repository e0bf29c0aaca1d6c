import { join } from 'node:path';
import pino, { type Logger } from 'pino';
import type { Say } from './say.ts';

const ERROR = 50;

/**
 * The log of everything in this process: JSON lines in `<logs>/lux.log`, and what went wrong also, shortly, on the terminal.
 */
export function openLog(
  logs: string,
  level: string,
  say: Say,
): { log: Logger; file: string; close(): Promise<void> } {
  const file = join(logs, 'lux.log');
  const destination = pino.destination({ dest: file, sync: false, mkdir: true });
  const tap = {
    write(line: string) {
      const {
        level: severity,
        msg,
        err,
      } = JSON.parse(line) as { level: number; msg?: string; err?: { message?: string } };
      const detail = err?.message ? `: ${err.message}` : '';
      say(`${severity >= ERROR ? 'error' : 'warning'}: ${msg ?? ''}${detail}`);
    },
  };
  const streams = pino.multistream([
    { stream: destination, level: level as pino.Level },
    { stream: tap, level: 'warn' },
  ]);
  const log = pino({ level: level as pino.Level, base: { pid: process.pid } }, streams);
  const close = () =>
    new Promise<void>((resolve, reject) => {
      destination.once('close', resolve);
      destination.once('error', reject);
      destination.end();
    });
  return { log, file, close };
}
