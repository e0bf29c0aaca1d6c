import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { lastLines, run, SetupError, say } from './say.mjs';

const NAMES = [
  'chromium',
  'chromium-browser',
  'google-chrome-stable',
  'google-chrome',
  'chrome-headless-shell',
];
const MAC = '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome';

/**
 * The path of Chromium, which prints PDFs; installs it when there is none. Undefined when that fails and `required` is not set:
 * everything but PDFs works without it, and who asks for one is told.
 */
export function ensureChromium(required) {
  const asked = process.env.CHROMIUM_BIN;
  if (asked) {
    if (existsSync(asked)) return asked;
    throw new SetupError(`CHROMIUM_BIN is ${asked}, and there is nothing.`);
  }
  const found = find() ?? install();
  if (found !== undefined || !required) return found;
  throw new SetupError(NEEDED);
}

const NEEDED =
  'Chromium is needed and could not be installed. Install it (Debian, Ubuntu: sudo apt-get install chromium; macOS: brew install --cask ' +
  'chromium), then name it in CHROMIUM_BIN if it is not on the PATH.';

function find() {
  const onPath = (process.env.PATH ?? '').split(delimiter).filter((dir) => dir !== '');
  const folders = [
    ...onPath,
    '/usr/bin',
    '/usr/local/bin',
    '/snap/bin',
    '/opt/google/chrome',
    '/opt/homebrew/bin',
  ];
  const found = folders
    .flatMap((dir) => NAMES.map((name) => join(dir, name)))
    .find((path) => existsSync(path));
  return found ?? (existsSync(MAC) ? MAC : undefined);
}

function install() {
  const isRoot = process.getuid?.() === 0;
  const has = (program) => run('sh', ['-c', `command -v ${program}`]).ok;
  const options = { env: { DEBIAN_FRONTEND: 'noninteractive' } };
  const apt = ['install', '-y', '--no-install-recommends', 'chromium'];
  const attempts = [];
  if (isRoot && has('apt-get')) {
    say('installing Chromium, which prints the PDFs (apt-get install)');
    attempts.push(run('apt-get', apt, options).output);
    if (find() === undefined) {
      say("refreshing the system's package lists for Chromium (apt-get update)");
      attempts.push(run('apt-get', ['update'], options).output, run('apt-get', apt, options).output);
    }
  } else if (process.platform === 'darwin' && has('brew')) {
    say('installing Chromium, which prints the PDFs (brew install)');
    attempts.push(run('brew', ['install', '--cask', 'chromium'], options).output);
  }
  const found = find();
  if (found === undefined) {
    say('Chromium is missing: reports come as HTML, XLSX, CSV and JSON until it is installed, and no PDFs');
    if (attempts.length > 0) say(lastLines(attempts.join('\n'), 3));
  }
  return found;
}
