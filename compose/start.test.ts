import { afterAll, describe, expect, test } from 'bun:test';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { USUAL_PORTS } from './stack/environment.ts';
import { commandLine, isAlive } from './stack/stale-process.ts';
import { freePort } from './test-kit/free-port.ts';
import { waitFor } from './test-kit/wait-for.ts';

const DATA_DIR = mkdtempSync(join(tmpdir(), 'lux-start-'));
const launched: Bun.Subprocess[] = [];
afterAll(async () => {
  // What a failed test left running; its servers end with it.
  for (const child of launched) child.kill('SIGKILL');
  await Promise.all(launched.map((child) => child.exited));
  rmSync(DATA_DIR, { recursive: true, force: true });
});

/** Everything at once on a small machine that others use too. */
const SLOW = { withinMs: 120_000, everyMs: 50 };
const SLOW_TEST_MS = 240_000;

const PORTS = Object.keys(USUAL_PORTS);

async function freePorts(): Promise<Record<string, string>> {
  const found = await Promise.all(PORTS.map(async (name) => [name, String(await freePort())] as const));
  return Object.fromEntries(found);
}

/** `npm start` without the set-up, which the run of this test has been through. */
function launch(variables: Record<string, string>) {
  const { PATH = '', HOME = '/', NATS_SERVER_BIN = '' } = process.env;
  const child = Bun.spawn([process.execPath, 'compose/start.ts'], {
    cwd: join(import.meta.dir, '..'),
    env: { PATH, HOME, NATS_SERVER_BIN, DATA_DIR, ...variables },
    stdin: 'ignore',
    stdout: 'pipe',
    stderr: 'pipe',
  });
  launched.push(child);
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    (async () => {
      for await (const chunk of stream) output += new TextDecoder().decode(chunk);
    })();
  }
  return {
    child,
    output: () => output,
    ready: () =>
      waitFor('the stack to be ready', () => child.exitCode !== null || /^ready/m.test(output), SLOW).then(
        () => {
          if (child.exitCode !== null) throw new Error(`it ended instead:\n${output}`);
        },
      ),
  };
}

/** Processes whose command line names the data directory. */
function servers(): number[] {
  const pids = readdirSync('/proc')
    .map(Number)
    .filter((pid) => pid > 0);
  return pids.filter((pid) => pid !== process.pid && commandLine(pid).includes(DATA_DIR));
}

async function query(ports: Record<string, string>, text: string): Promise<unknown[]> {
  const { databaseOwner } = JSON.parse(readFileSync(join(DATA_DIR, 'keys.json'), 'utf8'));
  const address = `127.0.0.1:${ports.POSTGRES_PORT}/direito_lux`;
  const sql = new Bun.SQL(`postgres://lux_owner:${databaseOwner}@${address}`, { max: 1 });
  try {
    return [...(await sql.unsafe(text))];
  } finally {
    await sql.close();
  }
}

async function killEverything(child: Bun.Subprocess): Promise<void> {
  const pids = servers();
  expect(pids.length).toBeGreaterThanOrEqual(2);
  process.kill(child.pid, 'SIGKILL');
  for (const pid of pids) if (isAlive(pid)) process.kill(pid, 'SIGKILL');
  await child.exited;
}

describe.if(process.platform === 'linux')('npm start', () => {
  test(
    'on an empty directory: shows a case moving, from the court to a verified webhook',
    async () => {
      const dataDir = mkdtempSync(join(tmpdir(), 'lux-empty-'));
      try {
        const { child, output, ready } = launch({ ...(await freePorts()), DATA_DIR: dataDir });
        await ready();
        for (const line of [
          /job +process-monitor takes watch \d{7}-/,
          /fetched +\d cases? from TJSP: ok/,
          /imported +\d{7}-.* from TJSP G1: \d+ movements/,
          /job +process-monitor takes observed TJSP/,
          /movement +\d{7}-.* found: /,
          /delivered +evt_\w+ to webhook whk_\w+ \(attempt 1\)/,
          /received +movement\.detected of \d{7}-.* \(signature verified\)/,
        ]) {
          await waitFor(`a line ${line}`, () => line.test(output()), SLOW);
        }
        const [apiKey = ''] = /lux_[\w-]{43}/.exec(output()) ?? [];
        child.kill('SIGINT');
        expect(await child.exited).toBe(0);
        expect(output()).not.toMatch(/^(error|warning):|not everything stopped/m);
        expect(statSync(join(dataDir, 'demo.json')).mode & 0o777).toBe(0o600);
        expect(existsSync(join(dataDir, 'run.env'))).toBe(false);

        const again = launch({ ...(await freePorts()), DATA_DIR: dataDir });
        await again.ready();
        expect(again.output()).toContain(apiKey);
        // The receiver is on another port this time, and the platform was told.
        await waitFor('a webhook at the new place', () => /received +movement/.test(again.output()), SLOW);
        again.child.kill('SIGINT');
        expect(await again.child.exited).toBe(0);
      } finally {
        rmSync(dataDir, { recursive: true, force: true });
      }
    },
    SLOW_TEST_MS,
  );

  test('runs, refuses a second on the same data, and ends cleanly on Ctrl-C', async () => {
    const variables = await freePorts();
    const first = launch(variables);
    await first.ready();

    const second = launch(await freePorts());
    expect(await second.child.exited).toBe(1);
    expect(second.output()).toContain(`${DATA_DIR} is in use by process ${first.child.pid}`);

    first.child.kill('SIGINT');
    expect(await first.child.exited).toBe(0);
    expect(servers()).toEqual([]);
    expect(readFileSync(join(DATA_DIR, 'postgres/postgres.log'), 'utf8')).toContain(
      'database system is shut down',
    );
  });

  test('recovers from a kill -9 of the whole tree, with its data', async () => {
    const ports = await freePorts();
    const before = launch(ports);
    await before.ready();
    await query(ports, 'create table kept as select 7 as n');
    await killEverything(before.child);

    const after = launch(ports);
    await after.ready();
    expect(await query(ports, 'select n from kept')).toEqual([{ n: 7 }]);
    after.child.kill('SIGTERM');
    expect(await after.child.exited).toBe(0);
    expect(servers()).toEqual([]);
  });

  test('leaves nothing behind when it alone is killed', async () => {
    const { child, ready } = launch(await freePorts());
    await ready();
    child.kill('SIGKILL');
    await child.exited;
    await waitFor('the servers to end', () => servers().length === 0, SLOW);
  });

  test('starts a server again that somebody killed', async () => {
    const stack = launch(await freePorts());
    await stack.ready();
    const postmaster = Number.parseInt(
      readFileSync(join(DATA_DIR, 'postgres/cluster/postmaster.pid'), 'utf8'),
      10,
    );
    process.kill(postmaster, 'SIGKILL');
    process.kill(Number(readFileSync(join(DATA_DIR, 'nats/nats.pid'), 'utf8')), 'SIGKILL');
    await waitFor('Postgres to be back', () => stack.output().includes('Postgres is back'), SLOW);
    await waitFor('NATS to be back', () => stack.output().includes('NATS is back'), SLOW);
    stack.child.kill('SIGINT');
    expect(await stack.child.exited).toBe(0);
  });

  test('names a port that was asked for and is taken', async () => {
    const holder = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => holder.once('listening', resolve));
    const { port } = holder.address() as { port: number };
    for (const variable of PORTS) {
      const { child, output } = launch({ ...(await freePorts()), [variable]: String(port) });
      expect(await child.exited).toBe(1);
      expect(output()).toContain(`Port ${port} (${variable}) is taken`);
      expect(servers()).toEqual([]);
    }
    holder.close();
  });

  test('reports everything wrong with the environment at once', async () => {
    const { child, output } = launch({ PORT: 'x', LOG_LEVEL: 'y' });
    expect(await child.exited).toBe(1);
    expect(output()).toContain('PORT must be');
    expect(output()).toContain('LOG_LEVEL must be');
  });

  test.each([
    ['DATABASE_URL', 'postgres://u:hunter2@127.0.0.1:1/x', 'Postgres at 127.0.0.1:1'],
    ['NATS_URL', 'nats://u:hunter2@127.0.0.1:1', 'NATS does not answer at 127.0.0.1:1'],
  ])('says that %s cannot be reached, without its password', async (variable, url, message) => {
    const { child, output } = launch({ ...(await freePorts()), [variable]: url });
    expect(await child.exited).toBe(1);
    expect(output()).toContain(message);
    expect(output()).not.toContain('hunter2');
  });
});
