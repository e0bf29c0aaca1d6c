import { parseArgs } from 'node:util';
import { type FuzzReport, fuzz } from '../api/fuzz/fuzz.ts';
import { serveFuzzed } from '../api/fuzz/serve.ts';
import { SLOWEST_MS } from '../api/fuzz/verdict.ts';
import { startTestApi } from '../api/test-kit.ts';
import { stopServers } from './test-kit/servers.ts';

/** `bun run fuzz --requests 50000 --seed N`: the API on a database of its own, asked what its document invites and what nobody should. */
const { values } = parseArgs({
  options: { requests: { type: 'string', default: '50000' }, seed: { type: 'string' } },
});
const requests = Number(values.requests);
const seed = values.seed === undefined ? Date.now() % 1_000_000 : Number(values.seed);
if (!Number.isSafeInteger(requests) || requests < 1 || !Number.isSafeInteger(seed)) {
  console.error('usage: bun run fuzz [--requests 50000] [--seed 1]');
  process.exit(2);
}

const api = await startTestApi({
  checkAnswers: false,
  streams: { heartbeatMs: 1_000, jobPollMs: 50, pollMs: 50 },
});
const server = serveFuzzed(api);
try {
  const startedAt = performance.now();
  const report = await fuzz(api, server.url, {
    requests,
    seed,
    progress(done, findings) {
      if (done % 2_500 === 0) console.log(`${done} requests, ${findings} findings`);
    },
  });
  process.exitCode = tell(report, performance.now() - startedAt);
} finally {
  await server.stop();
  await api.release();
  await stopServers();
}

/** Prints the verdict. @returns the exit code */
function tell({ findings, statuses, slowest, ...run }: FuzzReport, ms: number): number {
  const total = new Map<number, number>();
  for (const counts of statuses.values())
    for (const [status, count] of counts) total.set(status, (total.get(status) ?? 0) + count);
  const byStatus = [...total].sort(([a], [b]) => a - b).map(([status, count]) => `${status}: ${count}`);
  for (const finding of findings.slice(0, 20)) console.log(JSON.stringify(finding, null, 2));
  const isSlow = slowest.ms > SLOWEST_MS;
  console.log(`
seed        ${run.seed}
requests    ${run.requests} to ${statuses.size} operations, ${Math.round(run.requests / (ms / 1_000))} a second
answers     ${byStatus.join(', ')}
slowest     ${Math.round(slowest.ms)} ms (${slowest.operationId})${isSlow ? `, more than ${SLOWEST_MS} ms` : ''}
findings    ${findings.length}
verdict     ${findings.length > 0 || isSlow ? 'FAILED' : 'passed'}`);
  return findings.length > 0 || isSlow ? 1 : 0;
}
