import { connect } from 'node:net';
import type { ChannelName } from '../../actors/contracts/channel/declared.ts';
import { natsVariable } from '../../workers/bridge-environment.ts';
import type { DataDir } from './data-dir.ts';
import type { Environment } from './environment.ts';
import { keepRunning } from './keep-running.ts';
import { startNats } from './nats.ts';
import { type NatsRole, ofBridges } from './nats-permissions.ts';
import { onPort } from './on-port.ts';
import type { Say } from './say.ts';
import { StartError } from './start-error.ts';
import type { Teardown } from './teardown.ts';

/** Where each role connects, and with whose password. */
export type BrokerUrls = Pick<Record<NatsRole, string>, 'api' | 'worker' | 'operator'> &
  Record<`bridge-${ChannelName}`, string>;

/**
 * A NATS server with JetStream: our own, or the one that NATS_URL names.
 * @throws StartError when that one does not answer.
 */
export async function startBroker(
  env: Environment,
  dir: DataDir,
  say: Say,
  teardown: Teardown,
): Promise<BrokerUrls> {
  if (env.NATS_URL !== undefined) {
    await assertAnswers(env.NATS_URL);
    return {
      api: env.NATS_API_URL ?? env.NATS_URL,
      worker: env.NATS_WORKER_URL ?? env.NATS_URL,
      operator: env.NATS_OPERATOR_URL ?? env.NATS_URL,
      ...ofBridges((channel) => env[natsVariable(channel)] ?? env.NATS_URL ?? ''),
    };
  }
  const nats = await onPort(env, 'NATS_PORT', 'NATS', say, (port) =>
    onPort(env, 'NATS_MONITOR_PORT', 'NATS monitoring', say, (monitorPort) =>
      startNats({ storeDir: dir.nats, port, monitorPort, binary: env.NATS_SERVER_BIN }),
    ),
  );
  const letGo = keepRunning('NATS', nats, say);
  teardown.add('NATS', async () => {
    await letGo();
    await nats.stop();
  });
  say(`NATS on port ${nats.port}, monitoring on port ${nats.monitorPort}`);
  return nats.urls;
}

// The runtime connects for ever and works without; at the start a wrong address should be said at once.
async function assertAnswers(urls: string): Promise<void> {
  const hosts = urls.split(',').map((url) => new URL(url.trim()));
  const reached = await Promise.any(hosts.map(reach)).catch(() => undefined);
  if (reached === undefined) {
    throw new StartError(`NATS does not answer at ${hosts.map(({ host }) => host).join(', ')} (NATS_URL).`);
  }
}

function reach({ hostname, port }: URL): Promise<true> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host: hostname, port: Number(port || 4222), timeout: 3_000 });
    const settle = (end: () => void) => {
      socket.destroy();
      end();
    };
    // A NATS server speaks first.
    socket.once('data', (data) =>
      settle(() => (data.toString().startsWith('INFO ') ? resolve(true) : reject(new Error('not NATS')))),
    );
    socket.once('timeout', () => settle(() => reject(new Error('no answer within 3 s'))));
    socket.once('error', (error) => settle(() => reject(error)));
  });
}
