import type { Logger } from 'pino';
import type { Registry } from 'prom-client';
import type { ChannelName } from '../actors/contracts/channels.ts';
import { parseSealingKeys } from '../actors/contracts/sealing.ts';
import { EnvironmentError } from '../actors/runtime/environment.ts';
import { version } from '../package.json';
import type { BridgeEnvironment } from './bridge-environment.ts';
import type { Channel } from './bridges/kit/channel.ts';
import { runBridge } from './bridges/kit/run-bridge.ts';
import type { RunningKind } from './run-kind.ts';

const NATS_URLS = {
  email: 'NATS_EMAIL_URL',
  telegram: 'NATS_TELEGRAM_URL',
  whatsapp: 'NATS_WHATSAPP_URL',
  slack: 'NATS_SLACK_URL',
} as const satisfies Record<ChannelName, keyof BridgeEnvironment>;

/** Runs the adapter of one channel in this process or thread. `port` undefined: it serves no webhooks. */
export async function runChannel(
  channel: Channel,
  port: number | undefined,
  env: BridgeEnvironment,
  log: Logger,
  registry: Registry,
): Promise<RunningKind> {
  const natsUrl = env[NATS_URLS[channel.name]];
  if (!natsUrl)
    throw new EnvironmentError([`${NATS_URLS[channel.name]} must be set: NATS, user bridge-${channel.name}`]);
  return runBridge({
    channel,
    natsUrl,
    keys: parseSealingKeys(env.SEALING_KEYS),
    listen: port === undefined ? undefined : { hostname: env.BRIDGE_HOST, port },
    publicUrl: env.BRIDGE_PUBLIC_URL,
    version,
    log,
    registry,
  });
}
