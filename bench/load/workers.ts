import pino from 'pino';
import { KINDS } from '../../workers/kinds.ts';
import { startSupervisor } from '../../workers/supervisor.ts';

// Every actor kind and the relay as threads of one process, as `npm start` runs them; no chats. Says "ready"; ends on SIGTERM.
const log = pino({ level: 'error' }, process.stderr);
const env = Object.fromEntries(
  Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined),
);
const supervisor = startSupervisor({
  log,
  env,
  threads: [...Object.keys(KINDS), 'relay'],
  onLog: (line) => process.stderr.write(line),
});
process.on('SIGTERM', () => void supervisor.stop().then(() => process.exit(0)));
await supervisor.ready;
console.log('ready');
