import pino from 'pino';
import { PARTITIONS } from '../../../actors/contracts/subjects.ts';
import { openBroker } from '../../../actors/runtime/nats/connection.ts';
import { type NatsCluster, natsUrl } from './nats-cluster.ts';

/** What somebody with the operators' user can do by mistake. Fails when the broker does not answer. */
export interface Operator {
  deleteStreams(): Promise<void>;
  deleteConsumers(): Promise<void>;
  close(): Promise<void>;
}

const STREAMS = ['JOBS', 'EVENTS', 'DLQ'];
const KINDS = [
  'chaos-account',
  'process-monitor',
  'datajud-fetcher',
  'notifier',
  'ai-summarizer',
  'report-renderer',
];
const TIMEOUT_MS = 3_000;

export function createOperator(nats: NatsCluster): Operator {
  const ports = nats.nodes.map(({ port }) => port);
  const broker = openBroker({
    url: natsUrl(nats.passwords, 'operator', ports),
    name: 'operator',
    inboxPrefix: '_INBOX_operator',
    log: pino({ level: 'silent' }),
  });

  async function ask(subjects: readonly string[]): Promise<void> {
    const nc = broker.connection;
    if (!nc) throw new Error('NATS cannot be reached');
    await Promise.all(subjects.map((subject) => nc.request(subject, '', { timeout: TIMEOUT_MS })));
  }

  return {
    deleteStreams: () => ask(STREAMS.map((name) => `$JS.API.STREAM.DELETE.${name}`)),
    deleteConsumers: () =>
      ask(
        KINDS.flatMap((kind) =>
          Array.from({ length: PARTITIONS }, (_, p) => `$JS.API.CONSUMER.DELETE.JOBS.${kind}-${p}`),
        ),
      ),
    close: broker.close,
  };
}
