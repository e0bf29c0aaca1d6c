import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { lastLines, ROOT, run, SetupError, say, TOOLS } from './say.mjs';

/**
 * Finds Bun, new enough for this project, or installs it privately under .data/tools.
 * @returns {{path: string, version: string, env: Record<string, string>}} env: ours, with Bun first on the PATH
 */
export function ensureBun() {
  const { packageManager, engines } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
  const least = engines.bun.replace('>=', '');
  const found = candidates()
    .map((path) => ({ path, version: versionOf(path) }))
    .find(({ version }) => version !== undefined && isAtLeast(version, least));
  const bun = found ?? install(packageManager.split('@')[1]);
  const PATH = `${dirname(bun.path)}${delimiter}${process.env.PATH ?? ''}`;
  return { ...bun, env: { ...process.env, PATH, PUPPETEER_SKIP_DOWNLOAD: '1' } };
}

/** Lets `npm run ...` and `npx bun` find a Bun that is not on the PATH. The packages must be there. */
export function linkBun(bun) {
  const link = join(ROOT, 'node_modules', '.bin', 'bun');
  if (process.platform === 'win32' || bun.path === link || versionOf(link) === bun.version) return;
  rmSync(link, { force: true });
  symlinkSync(bun.path, link);
}

function* directories() {
  yield* (process.env.PATH ?? '').split(delimiter).filter((dir) => dir !== '');
  yield join(ROOT, 'node_modules', '.bin');
  yield join(homedir(), '.bun', 'bin');
  const packages = join(TOOLS, 'node_modules', '@oven');
  if (existsSync(packages)) for (const name of readdirSync(packages)) yield join(packages, name, 'bin');
}

function candidates() {
  const name = process.platform === 'win32' ? 'bun.exe' : 'bun';
  const own = process.versions.bun ? [process.execPath] : [];
  return [...own, ...[...directories()].map((dir) => join(dir, name)).filter((path) => existsSync(path))];
}

function versionOf(path) {
  const { ok, output } = run(path, ['--version']);
  return ok ? output : undefined;
}

function isAtLeast(version, least) {
  return version.localeCompare(least, 'en', { numeric: true }) >= 0;
}

// The package `bun` brings the program in a package per platform. That one is run directly: the usual way over an install
// script is forbidden by default in npm 11.
function install(version) {
  say(`installing Bun ${version} in .data/tools (it is not on the PATH)`);
  mkdirSync(TOOLS, { recursive: true });
  writeFileSync(join(TOOLS, 'package.json'), '{ "private": true }\n');
  const args = [
    'install',
    '--prefix',
    TOOLS,
    '--no-save',
    '--ignore-scripts',
    '--no-audit',
    '--no-fund',
    `bun@${version}`,
  ];
  const npm = process.env.npm_execpath?.includes('npm')
    ? run(process.execPath, [process.env.npm_execpath, ...args], { cwd: TOOLS })
    : run('npm', args, { cwd: TOOLS });
  const path = candidates().find(
    (candidate) => candidate.startsWith(TOOLS) && versionOf(candidate) === version,
  );
  if (path === undefined) {
    throw new SetupError(
      `Bun ${version} could not be installed with npm. Install it yourself (https://bun.com/docs/installation) and try again.\n` +
        lastLines(npm.output),
    );
  }
  return { path, version };
}
