import type { Logger } from 'pino';
import type { Registry } from 'prom-client';
import { parseSealingKeys } from '../actors/contracts/sealing.ts';
import { EnvironmentError } from '../actors/runtime/environment.ts';
import { version } from '../package.json';
import { type BridgeEnvironment, natsVariable, webhookPort } from './bridge-environment.ts';
import type { Channel } from './bridges/kit/channel.ts';
import { runBridge } from './bridges/kit/run-bridge.ts';
import type { RunningKind } from './run-kind.ts';

/** Runs the adapter of one channel in this process or thread. */
export async function runChannel(
  channel: Channel,
  env: BridgeEnvironment,
  log: Logger,
  registry: Registry,
): Promise<RunningKind> {
  const variable = natsVariable(channel.name);
  const natsUrl = env[variable];
  if (!natsUrl) throw new EnvironmentError([`${variable} must be set: NATS, user bridge-${channel.name}`]);
  const port = webhookPort(channel.name);
  return runBridge({
    channel,
    natsUrl,
    keys: parseSealingKeys(env.SEALING_KEYS),
    listen: port && { hostname: env.BRIDGE_HOST, port: env[port] },
    publicUrl: env.BRIDGE_PUBLIC_URL,
    version,
    log,
    registry,
  });
}
