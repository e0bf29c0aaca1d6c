import { existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { lastLines, run, SetupError, say, TOOLS } from './say.mjs';

const UNPACKED = join(TOOLS, 'nats-server');

/** The path of nats-server 2.9 or later; installs it when there is none. */
export function ensureNatsServer() {
  const asked = process.env.NATS_SERVER_BIN;
  if (asked) {
    if (isUsable(asked)) return asked;
    throw new SetupError(
      `NATS_SERVER_BIN is ${asked}, and that is not a nats-server of version 2.9 or later.`,
    );
  }
  return find() ?? install();
}

function find() {
  const onPath = (process.env.PATH ?? '').split(delimiter).filter((dir) => dir !== '');
  // /usr/sbin, where Debian puts it, is not on the PATH of an ordinary user.
  const others = [
    '/usr/sbin',
    '/usr/local/sbin',
    '/usr/local/bin',
    '/opt/homebrew/bin',
    join(UNPACKED, 'usr', 'sbin'),
  ];
  return [...onPath, ...others].map((dir) => join(dir, 'nats-server')).find(isUsable);
}

function isUsable(path) {
  if (!existsSync(path)) return false;
  const version = /v?(\d+)\.(\d+)/.exec(run(path, ['--version']).output);
  return (
    version !== null && (Number(version[1]) > 2 || (Number(version[1]) === 2 && Number(version[2]) >= 9))
  );
}

function install() {
  const attempts = [];
  for (const { when, what, steps } of ways()) {
    if (!when()) continue;
    say(what);
    for (const [file, ...args] of steps()) attempts.push(run(file, args, stepOptions).output);
    const found = find();
    if (found !== undefined) return found;
  }
  throw new SetupError(
    'nats-server (2.9 or later) is needed and could not be installed. Install it (Debian, Ubuntu: sudo apt-get install nats-server; ' +
      'macOS: brew install nats-server; others: https://nats.io/download), then name it in NATS_SERVER_BIN if it is not on the PATH. ' +
      `To use a server of yours with npm start, set NATS_URL.\n${lastLines(attempts.join('\n'))}`,
  );
}

const stepOptions = { env: { DEBIAN_FRONTEND: 'noninteractive' } };
const has = (program) => run('sh', ['-c', `command -v ${program}`]).ok;
const isRoot = () => process.getuid?.() === 0;

function ways() {
  const install = ['apt-get', 'install', '-y', '--no-install-recommends', 'nats-server'];
  return [
    {
      when: () => isRoot() && has('apt-get'),
      what: 'installing nats-server (apt-get install)',
      steps: () => [install],
    },
    {
      when: () => isRoot() && has('apt-get'),
      what: "refreshing the system's package lists for nats-server (apt-get update)",
      steps: () => [['apt-get', 'update'], install],
    },
    {
      when: () => !isRoot() && has('apt-get') && has('dpkg-deb'),
      what: "unpacking the system's nats-server package in .data/tools (no root needed)",
      steps: unpackPrivately,
    },
    {
      when: () => process.platform === 'darwin' && has('brew'),
      what: 'installing nats-server (brew install)',
      steps: () => [['brew', 'install', 'nats-server']],
    },
  ];
}

function* unpackPrivately() {
  rmSync(UNPACKED, { recursive: true, force: true });
  mkdirSync(UNPACKED, { recursive: true });
  yield ['sh', '-c', `cd '${UNPACKED}' && apt-get download nats-server`];
  const archive = readdirSync(UNPACKED).find((name) => name.endsWith('.deb'));
  if (archive !== undefined) yield ['dpkg-deb', '-x', join(UNPACKED, archive), UNPACKED];
}
