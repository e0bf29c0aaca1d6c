import pino from 'pino';
import { startSupervisor } from '../../workers/supervisor.ts';

// Every worker kind as a thread of one process, as `npm start` runs them. Says "ready"; ends on SIGTERM.
const log = pino({ level: 'error' }, process.stderr);
const env = Object.fromEntries(
  Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined),
);
const supervisor = startSupervisor({ log, env, onLog: (line) => process.stderr.write(line) });
process.on('SIGTERM', () => void supervisor.stop().then(() => process.exit(0)));
await supervisor.ready;
console.log('ready');
