import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { failuresOf } from './failures.mjs';
import { runChild } from './run.mjs';
import { ROOT } from './say.mjs';

/** Two cores shared with real servers: the five seconds that Bun allows a test are no measure of anything. */
const TEST_MS = 60_000;
const RESULTS = join(ROOT, '.data', 'test-results');
const REPORT = join(RESULTS, 'junit.xml');
/** Two numbers, passed and failed, of the last whole run: `.ci/run` reads it. */
const COUNTS = join(RESULTS, 'counts');

/**
 * `bun test`, all files in one process one after the other: they share one Postgres, and two cores. Closes with the counts.
 * @returns the exit code
 */
export async function runTests(bun, args, env) {
  mkdirSync(RESULTS, { recursive: true });
  rmSync(REPORT, { force: true });
  rmSync(COUNTS, { force: true });
  const report = ['--reporter=junit', `--reporter-outfile=${REPORT}`];
  const code = await runChild(bun, ['test', `--timeout=${TEST_MS}`, ...report, ...args], env);
  const said = existsSync(REPORT) ? readFileSync(REPORT, 'utf8') : '';
  const { passed, failed } = count(said, code);
  writeFileSync(COUNTS, `${passed} ${failed}\n`);
  // Thousands of lines may stand between a failure and the end, and whoever reads a log may have its end alone.
  for (const failure of failuresOf(said)) process.stdout.write(`\n${failure}\n`);
  process.stdout.write(`${passed} passed, ${failed} failed\n`);
  return code;
}

// What goes wrong outside a test (a file that does not load, a crash) is in no count, only in the exit code.
function count(said, code) {
  const outside = code === 0 ? 0 : 1;
  const totals = /<testsuites\b[^>]*>/.exec(said)?.[0];
  if (!totals) return { passed: 0, failed: outside };
  const number = (name) => Number(new RegExp(`\\b${name}="(\\d+)"`).exec(totals)?.[1] ?? 0);
  const failed = number('failures') + number('errors');
  return {
    passed: number('tests') - number('failures') - number('errors') - number('skipped'),
    failed: failed || outside,
  };
}
