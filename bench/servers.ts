import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type RunningNats, startNats } from '../compose/stack/nats.ts';
import { freePort } from '../compose/stack/ports.ts';
import { type RunningPostgres, startPostgres } from '../compose/stack/postgres.ts';
import { bootstrap, type DatabaseUrls } from '../db/bootstrap.ts';
import { migrate } from '../db/migrate.ts';
import type { Redis } from './bench.ts';

/**
 * The servers of one run, each started when it is first asked for. Every measurement has a database and a broker of its own: streams
 * and consumers stay in a broker as rows stay in a database.
 */
export function createServers() {
  const stops: (() => Promise<unknown> | unknown)[] = [];
  const directory = () => mkdtempSync(join(tmpdir(), 'lux-bench-'));
  let postgres: Promise<RunningPostgres> | undefined;
  let redis: Promise<Redis> | undefined;
  let databases = 0;

  return {
    async database(): Promise<DatabaseUrls> {
      postgres ??= startPostgres({ dataDir: directory(), persistent: false }).then((server) => {
        stops.push(() => server.stop());
        return server;
      });
      const passwords = { owner: 'owner', app: 'app', runtime: 'runtime' };
      const urls = await bootstrap((await postgres).url, { database: `bench_${++databases}`, passwords });
      await migrate(urls.owner);
      return urls;
    },
    /** The broker of one measurement. @param onEnd takes what stops it */
    broker(onEnd: (stop: () => unknown) => void): () => Promise<RunningNats> {
      let nats: Promise<RunningNats> | undefined;
      return () => {
        nats ??= startNats({ storeDir: directory(), persistent: false }).then((server) => {
          onEnd(() => server.stop());
          return server;
        });
        return nats;
      };
    },
    redis(): Promise<Redis> {
      redis ??= startRedis(directory(), (stop) => stops.push(stop));
      return redis;
    },
    async stop() {
      for (const stop of stops.reverse()) await stop();
    },
  };
}

// As BullMQ asks for it: no eviction, append-only file synced every second.
async function startRedis(dir: string, onStop: (stop: () => void) => void): Promise<Redis> {
  const port = await freePort();
  const settings = ['--port', String(port), '--dir', dir, '--maxmemory-policy', 'noeviction', '--save', ''];
  const child: ChildProcess = spawn(
    'redis-server',
    [...settings, '--bind', '127.0.0.1', '--appendonly', 'yes', '--appendfsync', 'everysec'],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  onStop(() => {
    child.kill('SIGTERM');
    rmSync(dir, { recursive: true, force: true });
  });
  await new Promise<void>((resolve, reject) => {
    child.once('error', (error) =>
      reject(
        new Error('redis-server is needed beside this: install it from your system’s packages', {
          cause: error,
        }),
      ),
    );
    child.once('exit', (code) => reject(new Error(`redis-server ended with ${code}`)));
    child.stdout?.on('data', (text) => String(text).includes('Ready to accept') && resolve());
  });
  return { port };
}
