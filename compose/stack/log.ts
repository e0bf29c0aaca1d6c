import { join } from 'node:path';
import pino, { type Logger } from 'pino';
import { loggedError } from '../../actors/runtime/errors.ts';
import type { Say } from './say.ts';

const WARN = 40;
const ERROR = 50;

export type Log = {
  log: Logger;
  file: string;
  /** A line that a worker thread wrote, JSON. */
  write(line: string): void;
  close(): Promise<void>;
};

type Line = { level: number; msg?: string; thread?: string; worker?: string; err?: { message?: string } };

/**
 * The log of everything in this process and its threads: JSON lines in `<logs>/lux.log`, and what went wrong also, shortly,
 * on the terminal.
 * @param see is shown every line
 */
export function openLog(logs: string, level: string, say: Say, see: (line: unknown) => void): Log {
  const file = join(logs, 'lux.log');
  const destination = pino.destination({ dest: file, sync: false, mkdir: true });
  const write = (text: string) => {
    destination.write(text);
    const line = JSON.parse(text) as Line;
    if (line.level >= WARN) say(shortly(line));
    see(line);
  };
  const log = pino({ level, base: { pid: process.pid }, serializers: { err: loggedError } }, { write });
  const close = () =>
    new Promise<void>((resolve, reject) => {
      destination.once('close', resolve);
      destination.once('error', reject);
      destination.end();
    });
  return { log, file, write, close };
}

function shortly({ level, msg, thread, worker, err }: Line): string {
  const who = thread ?? worker;
  const detail = err?.message ? `: ${err.message}` : '';
  return `${level >= ERROR ? 'error' : 'warning'}: ${who ? `${who}: ` : ''}${msg ?? ''}${detail}`;
}
