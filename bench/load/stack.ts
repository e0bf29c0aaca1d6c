import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import pino from 'pino';
import { parseSealingKeys } from '../../actors/notifier/webhook/seal.ts';
import { openBroker } from '../../actors/runtime/nats/connection.ts';
import { createRoad } from '../../actors/runtime/nats/road.ts';
import { createOutbox } from '../../actors/runtime/outbox.ts';
import { createPool } from '../../db/pool.ts';
import { createServers } from '../servers.ts';
import { startReceiver } from './receiver.ts';

const root = join(import.meta.dir, '../..');

/**
 * Everything that a machine in production runs, each in a process of its own (Postgres that commits to disk, nats-server, the
 * API, the workers), with a court and a receiver of webhooks that are always quick.
 */
export async function startStack() {
  const ends: (() => unknown)[] = [];
  const stop = async () => {
    for (const end of ends.reverse()) await end();
  };
  try {
    return { ...(await start(ends)), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function start(ends: (() => unknown)[]) {
  const servers = createServers();
  ends.push(servers.stop);
  const [urls, nats] = await Promise.all([servers.database(), servers.nats()]);
  const receiver = startReceiver();
  ends.push(receiver.stop);
  const court = new Worker(join(import.meta.dir, 'court.ts'));
  ends.push(() => court.terminate());
  const datajudUrl = await said(court);

  const pool = (url: string, max: number) =>
    createPool({ url, name: 'load', max, onError: (error) => console.error(error.message) });
  const [app, runtime] = [pool(urls.app, 6), pool(urls.runtime, 4)];
  const log = pino({ level: 'error' }, process.stderr);
  const broker = openBroker({ url: nats.urls.worker, name: 'load', inboxPrefix: '_INBOX_worker', log });
  ends.push(() => Promise.all([broker.close(), app.end(), runtime.end()]));
  await new Promise<void>((resolve) => broker.onConnected(resolve));
  const sealing = `load:${randomBytes(32).toString('base64')}`;

  const spawn = async (file: string, ready: RegExp, env: Record<string, string>) => {
    const child = Bun.spawn([process.execPath, file], {
      cwd: root,
      env: { ...process.env, DATABASE_APP_URL: urls.app, SEALING_KEYS: sealing, ...env },
      stdout: 'pipe',
      stderr: 'inherit',
    });
    ends.push(async () => {
      child.kill('SIGTERM');
      await child.exited;
    });
    return { pid: child.pid, match: await printed(child.stdout, ready, file) };
  };
  const api = await spawn('compose/api.ts', /"url":"http:\/\/127.0.0.1:(\d+)"/, {
    PORT: '0',
    NATS_API_URL: nats.urls.api,
    API_SECRET: randomBytes(32).toString('base64'),
    // Limits are not what is measured.
    RATE_LIMIT_PER_MINUTE: '100000000',
    MAX_WAITING_MESSAGES: '1000000',
  });
  const workers = await spawn('bench/load/workers.ts', /^(ready)$/m, {
    DATABASE_RUNTIME_URL: urls.runtime,
    NATS_WORKER_URL: nats.urls.worker,
    DATAJUD_URL: datajudUrl,
    DATAJUD_KEY: 'none',
    DATAJUD_REQUESTS_PER_MINUTE: '1000000',
    DATAJUD_REQUESTS_PER_DAY: '1000000000',
    WEBHOOK_ALLOW_NETWORKS: '127.0.0.0/8',
    WEBHOOK_ALLOW_HTTP: 'true',
    PUBLIC_URL: 'http://127.0.0.1',
    LOG_LEVEL: 'error',
  });
  return {
    urls,
    app,
    runtime,
    court,
    receiver,
    keys: parseSealingKeys(sealing),
    outbox: createOutbox({ pool: runtime, road: createRoad(broker), maxWaiting: 1e9 }),
    apiPort: Number(api.match),
    pids: { api: api.pid, workers: workers.pid },
  };
}

export type Stack = Awaited<ReturnType<typeof startStack>>;

/** The next thing that a worker says. */
export function said(worker: Worker): Promise<string> {
  return new Promise((resolve) => {
    worker.onmessage = ({ data }) => resolve(data);
  });
}

/** What `pattern` captures from a process's output, which is read to the end, as a log collector would. */
async function printed(output: ReadableStream<Uint8Array>, pattern: RegExp, file: string): Promise<string> {
  const found = Promise.withResolvers<string>();
  void (async () => {
    let text = '';
    let isFound = false;
    for await (const chunk of output) {
      if (isFound) continue;
      text += new TextDecoder().decode(chunk);
      const match = pattern.exec(text)?.[1];
      if (match) found.resolve(match);
      isFound = match !== undefined;
    }
    found.reject(new Error(`${file} ended:\n${text}`));
  })();
  return found.promise;
}
