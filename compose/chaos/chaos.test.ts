import { afterAll, expect, setDefaultTimeout, test } from 'bun:test';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runChaos } from './run.ts';
import { renderVerdict } from './verdict.ts';

// The short version of `bun run chaos`: the whole cluster, a few nemeses, a small workload. The seed is another one each day, and is shown.
setDefaultTimeout(600_000);

const seed = Math.floor(Date.now() / 86_400_000);
const logDir = mkdtempSync(join(tmpdir(), 'lux-chaos-logs-'));
afterAll(() => rmSync(logDir, { recursive: true, force: true }));

test('a cluster that is killed, stopped, cut off and robbed loses, doubles and mixes up nothing', async () => {
  const said: string[] = [];
  const options = {
    seed,
    messages: 2_000,
    tenants: 12,
    minutes: 0.5,
    workers: 2,
    nemeses: ['kill-worker', 'zombie', 'cut', 'postgres-connections', 'streams', 'rolling-deploy'],
    soak: false,
  };
  const verdict = await runChaos(options, logDir, (line) => said.push(line));
  if (!verdict.passed) console.log([...said, renderVerdict(verdict)].join('\n'));
  expect(verdict.findings.filter(({ wrong }) => wrong.length > 0)).toEqual([]);
  expect(verdict.rounds.filter(({ recoveredMs }) => recoveredMs === undefined)).toEqual([]);
  expect(verdict.passed).toBe(true);
});
