import { afterAll, beforeAll, expect, test } from 'bun:test';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { USUAL_PORTS } from './stack/environment.ts';
import { freePort } from './test-kit/free-port.ts';
import { waitFor } from './test-kit/wait-for.ts';

const ROOT = join(import.meta.dir, '..');
const README = readFileSync(join(ROOT, 'README.md'), 'utf8');
const SLOW = { withinMs: 120_000, everyMs: 100 };

const ANYTHING = /(?:)/;

/**
 * The blocks of the tour in order: a word that tells which block it is, and what the terminal shows after it. `again`: the block only
 * reads, and is pasted again until it shows that.
 */
const TOUR: [block: string, shows: RegExp, again?: 'again'][] = [
  ['/v1/tenants', /^lux_[\w-]{43}$/m],
  ['"court": "tjrj", "movements"', /^\d{20} is prc_/m],
  ['/v1/processes/$P -H', /"courtStatus": "found"[\s\S]*"movementCount": 5/, 'again'],
  ['receiver.ts', /^listening at /m],
  ['/v1/events/stream', /^retry: /m],
  [
    '"codigo": 219',
    /^(?=[\s\S]*event: movement\.detected)[\s\S]*received +movement\.detected of .* \(signature verified\)/,
  ],
  ['/checks', /"code": 219[\s\S]*^\d{7}-.*,TJRJ,.*,Com novidade,/m, 'again'],
  ['/summaries', /event: end[\s\S]*"state":"succeeded"[\s\S]*"engine": "local"/],
  ['"kind": "dossier"', ANYTHING],
  ['/v1/reports/$D', /"state": "ready"/, 'again'],
  ['dossie.pdf', /^%PDF-1\.\d is /m],
  ['/refresh', /event: [\s\S]*"state":"succeeded"/],
  ['/faults', /"kind": "504"/],
  ['/v1/courts/tjrj', /"lastFailureAt": "20/, 'again'],
  ['process-monitor.ts', ANYTHING],
  [
    'ops process-monitor status',
    /"workers": \[\s*\{[\s\S]*?"partitions": \[\s*\d[\s\S]*?\},\s*\{[\s\S]*?"partitions": \[\s*\d/,
    'again',
  ],
  ['kill -9', ANYTHING],
  ['ops process-monitor status', /"partitions": \[\s*0,\s*1,[\d\s,]*14,\s*15\s*\]/, 'again'],
  ['kill $(jobs -p)', ANYTHING],
];

const usable =
  process.platform === 'linux' && ['bash', 'curl', 'node', 'npm'].every((program) => Bun.which(program));
const dataDir = mkdtempSync(join(tmpdir(), 'lux-tour-'));
const running: Bun.Subprocess[] = [];

function start(command: string[], variables: Record<string, string>) {
  const { PATH = '', HOME = '/', NATS_SERVER_BIN = '' } = process.env;
  const child = Bun.spawn(command, {
    cwd: ROOT,
    env: { PATH, HOME, NATS_SERVER_BIN, DATA_DIR: dataDir, ...variables },
    stdin: 'pipe',
    stdout: 'pipe',
    stderr: 'pipe',
  });
  running.push(child);
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    (async () => {
      for await (const chunk of stream) output += new TextDecoder().decode(chunk);
    })();
  }
  return { child, output: () => output };
}

async function freePorts(): Promise<Record<string, string>> {
  const names = [...Object.keys(USUAL_PORTS), 'RECEIVER'];
  return Object.fromEntries(await Promise.all(names.map(async (name) => [name, String(await freePort())])));
}

/** The blocks of the tour, for a stack on other ports and in another directory. */
function tourBlocks(ports: Record<string, string>): string[] {
  const section = /## A tour[\s\S]*?(?=\n## )/.exec(README)?.[0] ?? '';
  const blocks = [...section.matchAll(/```sh\n([\s\S]*?)```/g)].map((found) => found[1] ?? '');
  return blocks.map((block) =>
    block
      .replaceAll('127.0.0.1:3000', `127.0.0.1:${ports.PORT}`)
      .replaceAll('127.0.0.1:3900', `127.0.0.1:${ports.SANDBOX_PORT}`)
      .replaceAll('3911', ports.RECEIVER ?? '')
      .replaceAll('.data/', `${dataDir}/`),
  );
}

let ports: Record<string, string> = {};
beforeAll(async () => {
  if (!usable) return;
  ports = await freePorts();
  const stack = start([process.execPath, 'compose/start.ts'], ports);
  await waitFor(
    'the stack to be ready',
    () => stack.child.exitCode !== null || /^ready/m.test(stack.output()),
    SLOW,
  );
  expect(stack.child.exitCode).toBeNull();
}, 180_000);

afterAll(async () => {
  for (const child of running) child.kill('SIGINT');
  const over = Promise.all(running.map((child) => child.exited));
  await Promise.race([over, Bun.sleep(20_000)]);
  rmSync(dataDir, { recursive: true, force: true });
}, 60_000);

test.skipIf(!usable)(
  'the tour works as printed, block by block',
  async () => {
    const blocks = tourBlocks(ports);
    expect(blocks).toHaveLength(TOUR.length);
    const runEnv = readFileSync(join(dataDir, 'run.env'), 'utf8');
    const [, operator = ''] = /NATS_OPERATOR_URL='(.*)'/.exec(runEnv) ?? [];
    // Job control off: a background process would be stopped for writing to a terminal that is none.
    const shell = start(['bash', '+m'], { NATS_OPERATOR_URL: operator });

    let pasted = 0;
    async function paste(block: string): Promise<void> {
      const end = `end of block ${++pasted}`;
      shell.child.stdin.write(`${block}\necho '${end}'\n`);
      shell.child.stdin.flush();
      await waitFor(`the prompt after\n${block}`, () => shell.output().includes(end), SLOW);
    }

    for (const [place, [marker, shows, again]] of TOUR.entries()) {
      const block = blocks[place] ?? '';
      expect(block).toContain(marker);
      let from = shell.output().length;
      await paste(block);
      const isShown = async () => {
        if (shows.test(shell.output().slice(from))) return true;
        if (!again) return false;
        from = shell.output().length;
        await paste(block);
        return shows.test(shell.output().slice(from));
      };
      await waitFor(`${shows} after\n${block}\nshown: ${shell.output().slice(from)}`, isShown, SLOW);
    }
  },
  300_000,
);
