import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { lastLines, ROOT, run, SetupError, say } from './say.mjs';

// Inside node_modules, so that deleting those deletes the claim that they are complete.
const STAMP = join(ROOT, 'node_modules', '.installed-from');

/** Installs the packages when the lockfile is not the one they were installed from. */
export function ensurePackages(bun) {
  const wanted = fingerprint();
  if (existsSync(STAMP) && readFileSync(STAMP, 'utf8') === wanted) return;
  say('installing the packages (bun install)');
  const { ok, output } = run(bun.path, ['install', '--frozen-lockfile'], { env: bun.env });
  if (!ok) throw new SetupError(`The packages could not be installed:\n${lastLines(output)}`);
  writeFileSync(STAMP, wanted);
}

function fingerprint() {
  const hash = createHash('sha256').update(`${process.platform} ${process.arch}`);
  for (const file of ['bun.lock', 'package.json']) hash.update(readFileSync(join(ROOT, file)));
  return hash.digest('hex');
}
