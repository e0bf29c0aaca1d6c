import { join } from 'node:path';

// Where package managers put it (/usr/sbin is not on everybody's PATH), and where `npm start` unpacks it.
const ALSO_IN = [
  '/usr/sbin',
  '/usr/local/sbin',
  '/usr/local/bin',
  '/opt/homebrew/bin',
  join(import.meta.dir, '../../.data/tools/nats-server/usr/sbin'),
];

/**
 * The path of nats-server.
 * @throws Error that says how to get it.
 */
export function findNatsServer(env: Record<string, string | undefined>): string {
  if (env.NATS_SERVER_BIN) return env.NATS_SERVER_BIN;
  const found = Bun.which('nats-server', { PATH: [env.PATH, ...ALSO_IN].join(':') });
  if (found !== null) return found;
  throw new Error(
    'nats-server was not found. Install it (Debian, Ubuntu: apt-get install nats-server; macOS: brew install nats-server; ' +
      'others: https://nats.io/download), name it in NATS_SERVER_BIN, or set NATS_URL to a server of yours.',
  );
}
