import {
  AckPolicy,
  DiscardPolicy,
  type JetStreamManager,
  RetentionPolicy,
  StorageType,
  type StreamConfig,
} from 'nats';

/** A tenant's messages on the road at once; the others wait in their rows. */
export const MAX_PER_SUBJECT = 1_000;

const DAY_NS = 24 * 3_600 * 1_000_000_000;

/** The platform's streams. None of them is the only copy of anything. */
export function streamConfigs(replicas: number): Partial<StreamConfig>[] {
  const common = { storage: StorageType.File, num_replicas: replicas, duplicate_window: 120 * 1_000_000_000 };
  return [
    {
      ...common,
      name: 'JOBS',
      description: 'Work for actors. A copy: the truth is in rt.messages.',
      subjects: ['lux.jobs.>'],
      retention: RetentionPolicy.Workqueue,
      discard: DiscardPolicy.New,
      discard_new_per_subject: true,
      max_msgs_per_subject: MAX_PER_SUBJECT,
      max_bytes: 1024 ** 3,
    },
    {
      ...common,
      name: 'EVENTS',
      description: 'What happened. A copy: the truth is in the event store.',
      subjects: ['lux.events.>'],
      retention: RetentionPolicy.Limits,
      discard: DiscardPolicy.Old,
      max_age: 7 * DAY_NS,
      max_bytes: 1024 ** 3,
    },
    {
      ...common,
      name: 'INBOUND',
      description: 'From bot adapters to the platform.',
      subjects: ['lux.in.>'],
      retention: RetentionPolicy.Workqueue,
      discard: DiscardPolicy.New,
      max_bytes: 256 * 1024 ** 2,
    },
    {
      ...common,
      name: 'OUTBOUND',
      description: 'From the platform to bot adapters.',
      subjects: ['lux.out.>'],
      retention: RetentionPolicy.Workqueue,
      discard: DiscardPolicy.New,
      max_bytes: 256 * 1024 ** 2,
    },
    {
      ...common,
      name: 'CHANNELS',
      description:
        'The last word about each connection of a channel, for its adapter. A copy: told again on hello.',
      subjects: ['lux.channels.>'],
      retention: RetentionPolicy.Limits,
      discard: DiscardPolicy.Old,
      max_msgs_per_subject: 1,
      max_bytes: 256 * 1024 ** 2,
    },
    {
      ...common,
      name: 'BRIDGES',
      description:
        'What channel adapters remember: what was sent and seen, who sends. Lost, a send may repeat.',
      subjects: ['lux.bridges.>'],
      retention: RetentionPolicy.Limits,
      discard: DiscardPolicy.Old,
      max_msgs_per_subject: 1,
      max_age: 8 * DAY_NS,
      max_bytes: 512 * 1024 ** 2,
      allow_direct: true,
    },
    {
      ...common,
      name: 'DLQ',
      description: 'A copy of each dead letter for operators: the truth is in rt.dead_letters.',
      subjects: ['lux.dlq.>'],
      retention: RetentionPolicy.Limits,
      discard: DiscardPolicy.Old,
      max_age: 30 * DAY_NS,
      max_bytes: 256 * 1024 ** 2,
    },
  ];
}

/** Makes the streams that are missing. Changes nothing of those that are there: operators may have tuned them. */
export async function ensureStreams(jsm: JetStreamManager, replicas: number): Promise<void> {
  const present = new Set<string>();
  for await (const name of jsm.streams.names()) present.add(name);
  for (const config of streamConfigs(replicas)) {
    if (!present.has(config.name ?? '')) await jsm.streams.add(config);
  }
}

/** The durable pull consumer of a partition: `notifier-7`. */
export async function ensureJobConsumer(
  jsm: JetStreamManager,
  kind: string,
  partition: number,
): Promise<string> {
  const name = `${kind}-${partition}`;
  await jsm.consumers.add('JOBS', {
    durable_name: name,
    filter_subject: `lux.jobs.${kind}.${partition}.*`,
    ack_policy: AckPolicy.Explicit,
    ack_wait: 30 * 1_000_000_000,
    max_ack_pending: 20_000,
    max_deliver: -1,
  });
  return name;
}
