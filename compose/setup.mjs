// What `npm start` and `npm test` run first. Plain Node 20 (or Bun) without packages, because none may be there yet.
//
//   node compose/setup.mjs start           everything on this machine, until Ctrl-C
//   node compose/setup.mjs test [args]     the tests; args go to `bun test`
//   node compose/setup.mjs bun             only the tools and packages; prints the path of Bun
import { ensureBun, linkBun } from './setup/bun.mjs';
import { ensureNatsServer } from './setup/nats-server.mjs';
import { ensurePackages } from './setup/packages.mjs';
import { checkPostgres } from './setup/postgres.mjs';
import { runChild } from './setup/run.mjs';
import { SetupError } from './setup/say.mjs';
import { runTests } from './setup/tests.mjs';

const [verb, ...args] = process.argv.slice(2);

async function main() {
  if (!['start', 'test', 'bun'].includes(verb)) {
    throw new SetupError('usage: node compose/setup.mjs start | test [arguments for bun test] | bun');
  }
  const bun = ensureBun();
  ensurePackages(bun);
  linkBun(bun);
  if (verb === 'bun') {
    process.stdout.write(`${bun.path}\n`);
    return 0;
  }
  const env = { ...bun.env };
  if (verb === 'test' || !env.NATS_URL) env.NATS_SERVER_BIN = ensureNatsServer();
  if (verb === 'test' || !env.DATABASE_URL) checkPostgres();
  if (verb === 'test') return runTests(bun.path, args, env);
  // Giving freed memory back and asking for it again stops all threads for milliseconds on a virtual machine.
  env.MIMALLOC_PURGE_DELAY ??= '-1';
  return runChild(bun.path, ['compose/start.ts', ...args], env);
}

try {
  process.exitCode = await main();
} catch (error) {
  if (!(error instanceof SetupError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
