import { type Static, type TInteger, type TOptional, type TString, Type } from '@sinclair/typebox';
import {
  CHANNEL_NAMES,
  CHANNELS,
  type ChannelName,
  type WebhookChannelName,
} from '../actors/contracts/channel/declared.ts';
import { ADAPTERS } from './adapters.ts';
import { portVariable } from './bridges/kit/adapter.ts';
import { WorkerEnvironment } from './environment.ts';

export type NatsVariable = `NATS_${Uppercase<ChannelName>}_URL`;
export type WebhookPortVariable = `${Uppercase<WebhookChannelName>}_PORT`;

/** Where a channel's adapter finds NATS, as its own user. */
export function natsVariable(channel: ChannelName): NatsVariable {
  return `NATS_${channel.toUpperCase()}_URL` as NatsVariable;
}

/** Channels that are called by their providers, each with the variable of the port that it is called on, and the usual one. */
export const WEBHOOK_PORTS = CHANNELS.flatMap(({ name, label, webhookPort: usual }) =>
  usual === null
    ? []
    : [{ name, label, variable: `${name.toUpperCase()}_PORT` as WebhookPortVariable, usual }],
);

/** The variable of the port on which a channel's provider calls; undefined of one that serves no webhooks. */
export function webhookPort(channel: ChannelName): WebhookPortVariable | undefined {
  return WEBHOOK_PORTS.find(({ name }) => name === channel)?.variable;
}

const ADDRESSES = WEBHOOK_PORTS.map(({ name }, i) => `\`${i === 0 ? '<url>' : ''}/${name}\``);

const optionalUrl = (protocols: string, description: string, usual: string) =>
  Type.Optional(
    Type.String({
      pattern: `^(${protocols})://[^\\s]+$`,
      description,
      expected: `a URL that begins with ${protocols.split('|').join(':// or ')}://`,
      usual,
    }),
  );

const natsUrls = Object.fromEntries(
  CHANNEL_NAMES.map((name) => [
    natsVariable(name),
    optionalUrl('nats|tls', `NATS, user \`bridge-${name}\`.`, 'NATS_URL'),
  ]),
) as Record<NatsVariable, TOptional<TString>>;

const webhookPorts = Object.fromEntries(
  WEBHOOK_PORTS.map(({ variable, label, usual }) => [variable, portVariable(usual, `${label} calls`)]),
) as Record<WebhookPortVariable, TInteger>;

type Both<U> = (U extends unknown ? (one: U) => void : never) extends (all: infer All) => void ? All : never;
const ofAdapters = Object.assign({}, ...Object.values(ADAPTERS).map(({ variables }) => variables)) as Both<
  (typeof ADAPTERS)[ChannelName]['variables']
>;

/** Every variable that a channel's adapter reads. An adapter that runs alone needs the NATS URL of its own user only. */
export const BridgeEnvironment = Type.Object({
  ...natsUrls,
  SEALING_KEYS: WorkerEnvironment.properties.SEALING_KEYS,
  BRIDGE_HOST: Type.String({
    minLength: 1,
    default: '127.0.0.1',
    description: 'Address that adapters answer providers on.',
    expected: 'an address',
  }),
  BRIDGE_PUBLIC_URL: optionalUrl(
    'https|http',
    `Where the world reaches the adapters, over TLS: ${ADDRESSES.join(', ')} go to their ports. Without it Telegram is polled.`,
    'none',
  ),
  ...webhookPorts,
  ...ofAdapters,
  METRICS_PORT: WorkerEnvironment.properties.METRICS_PORT,
  LOG_LEVEL: WorkerEnvironment.properties.LOG_LEVEL,
});
export type BridgeEnvironment = Static<typeof BridgeEnvironment>;
