import { CHANNEL_NAMES, type ChannelName } from '../../actors/contracts/channel/declared.ts';

/** The user of a channel's adapters. */
export function bridgeRole<C extends ChannelName>(channel: C): `bridge-${C}` {
  return `bridge-${channel}`;
}

/** Who connects to the broker; each has a user, a password and an inbox of its own. */
export const NATS_ROLES = ['api', 'worker', ...CHANNEL_NAMES.map(bridgeRole), 'operator'] as const;
export type NatsRole = (typeof NATS_ROLES)[number];

type Permissions = { publish: string[]; subscribe: string[] };

/**
 * Replies to a role's requests arrive under its own prefix, so that no role can listen to another's answers: connect with
 * `inboxPrefix: inboxPrefix(role)`. Operators may also use the NATS CLI's usual `_INBOX`.
 */
export function inboxPrefix(role: NatsRole): string {
  return `_INBOX_${role}`;
}

const SERVICE_DISCOVERY = '$SRV.>';
/**
 * Where operators await answers. Named, because the server's own `allow_responses` remembers the reply subject of every
 * delivery, each JetStream message among them, and walks through all of it at each further one: 300 µs a message.
 */
const ANSWERS_TO_OPERATORS = ['_INBOX.>', `${inboxPrefix('operator')}.>`];
const READ_STREAMS = ['$JS.API.INFO', '$JS.API.STREAM.INFO.*', '$JS.API.STREAM.NAMES'];
const ENSURE_STREAMS = [...READ_STREAMS, '$JS.API.STREAM.CREATE.*', '$JS.API.STREAM.UPDATE.*'];

function consume(stream: string): string[] {
  return [
    `$JS.API.CONSUMER.CREATE.${stream}.>`,
    `$JS.API.CONSUMER.DURABLE.CREATE.${stream}.*`,
    `$JS.API.CONSUMER.INFO.${stream}.*`,
    `$JS.API.CONSUMER.NAMES.${stream}`,
    `$JS.API.CONSUMER.LIST.${stream}`,
    `$JS.API.CONSUMER.DELETE.${stream}.*`,
    `$JS.API.CONSUMER.MSG.NEXT.${stream}.*`,
    // The shape of the acknowledgement subject changes in nats-server 2.15, so it cannot be narrowed to the stream.
    '$JS.ACK.>',
    '$JS.FC.>',
  ];
}

/**
 * An adapter: people's messages of its channel in, the platform's messages out. It sees no job, no event and no other channel.
 * Names of consumers and their filters stand in the subject of the request (nats-server 2.9), so that a consumer of another
 * channel's messages can neither be made nor read.
 */
function bridge(channel: ChannelName): Permissions {
  const role = bridgeRole(channel);
  return {
    publish: [
      `lux.in.${channel}.>`,
      `lux.bridges.${channel}.>`,
      ...ANSWERS_TO_OPERATORS,
      '$JS.API.INFO',
      `$JS.API.CONSUMER.CREATE.OUTBOUND.${role}.lux.out.${channel}.>`,
      `$JS.API.CONSUMER.INFO.OUTBOUND.${role}`,
      `$JS.API.CONSUMER.DELETE.OUTBOUND.${role}`,
      `$JS.API.CONSUMER.MSG.NEXT.OUTBOUND.${role}`,
      `$JS.API.CONSUMER.CREATE.CHANNELS.*.lux.channels.${channel}.*`,
      `$JS.API.DIRECT.GET.BRIDGES.lux.bridges.${channel}.>`,
      // Before and since nats-server 2.15, which puts the domain and the account first.
      `$JS.ACK.OUTBOUND.${role}.>`,
      `$JS.ACK.*.*.OUTBOUND.${role}.>`,
    ],
    subscribe: [`${inboxPrefix(role)}.>`, `lux.ops.${role}.>`, SERVICE_DISCOVERY],
  };
}

/** What each role may do, and nothing more. Subjects as in the README's table of subjects and streams. */
export const NATS_PERMISSIONS: Record<NatsRole, Permissions> = {
  // Sends work after its commit, follows events for the live feeds.
  api: {
    publish: [
      'lux.jobs.>',
      'lux.wake.>',
      'lux.events.>',
      ...ANSWERS_TO_OPERATORS,
      ...READ_STREAMS,
      ...consume('EVENTS'),
    ],
    subscribe: ['lux.events.>', `${inboxPrefix('api')}.>`, SERVICE_DISCOVERY],
  },
  // Makes the streams, takes work and inbound messages, tells what happened, answers operators.
  worker: {
    publish: [
      'lux.jobs.>',
      'lux.wake.>',
      'lux.events.>',
      'lux.out.>',
      'lux.channels.>',
      'lux.dlq.>',
      // To each other: a pause has changed, what does the owner have in memory.
      'lux.ops.*.changed',
      'lux.ops.*.live.*',
      `${inboxPrefix('worker')}.>`,
      ...ANSWERS_TO_OPERATORS,
      ...ENSURE_STREAMS,
      // The sweep of what was published by hand to subjects that nobody consumes.
      '$JS.API.STREAM.MSG.GET.JOBS',
      '$JS.API.STREAM.MSG.DELETE.JOBS',
      ...consume('JOBS'),
      ...consume('INBOUND'),
    ],
    subscribe: [`${inboxPrefix('worker')}.>`, SERVICE_DISCOVERY, 'lux.ops.>', 'lux.wake.>'],
  },
  ...ofBridges(bridge),
  // A person with the NATS CLI.
  operator: {
    publish: ['lux.>', '$JS.API.>', '$JS.ACK.>', '$JS.FC.>', SERVICE_DISCOVERY],
    subscribe: ['lux.>', '$JS.EVENT.>', SERVICE_DISCOVERY, '_INBOX.>', `${inboxPrefix('operator')}.>`],
  },
};

/** Something for the user of each channel's adapters. */
export function ofBridges<T>(of: (channel: ChannelName) => T): Record<`bridge-${ChannelName}`, T> {
  const entries = CHANNEL_NAMES.map((channel) => [bridgeRole(channel), of(channel)]);
  return Object.fromEntries(entries) as Record<`bridge-${ChannelName}`, T>;
}
