import { Counter, Gauge, Histogram, type Registry } from 'prom-client';

export interface RuntimeMetrics {
  handled: Counter<'kind' | 'type' | 'outcome'>;
  handling: Histogram<'kind' | 'type'>;
  waiting: Histogram<'kind' | 'type'>;
  commits: Counter<'kind'>;
  commitSeconds: Histogram<'kind'>;
  batch: Histogram<'kind'>;
  fenced: Counter<'kind'>;
  conflicts: Counter<'kind'>;
  deadLetters: Counter<'kind' | 'reason'>;
  partitions: Gauge<'kind'>;
  actors: Gauge<'kind'>;
  roadRefusals: Counter<'kind'>;
  backgroundErrors: Counter<'kind' | 'task'>;
}

const SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300];

/** The runtime's Prometheus metrics, registered once per process. */
export function createRuntimeMetrics(registry: Registry): RuntimeMetrics {
  const registers = [registry];
  return {
    handled: new Counter({
      name: 'lux_messages_handled_total',
      help: 'Messages tried, by outcome',
      labelNames: ['kind', 'type', 'outcome'],
      registers,
    }),
    handling: new Histogram({
      name: 'lux_message_handling_seconds',
      help: 'Time in the handler',
      labelNames: ['kind', 'type'],
      buckets: SECONDS,
      registers,
    }),
    waiting: new Histogram({
      name: 'lux_message_waiting_seconds',
      help: 'From sent to handler',
      labelNames: ['kind', 'type'],
      buckets: SECONDS,
      registers,
    }),
    commits: new Counter({
      name: 'lux_commits_total',
      help: 'Transactions of turns',
      labelNames: ['kind'],
      registers,
    }),
    commitSeconds: new Histogram({
      name: 'lux_commit_seconds',
      help: 'Time of a commit',
      labelNames: ['kind'],
      buckets: SECONDS,
      registers,
    }),
    batch: new Histogram({
      name: 'lux_commit_messages',
      help: 'Messages in a commit',
      labelNames: ['kind'],
      buckets: [1, 2, 5, 10, 25, 50, 100, 250, 500, 1000],
      registers,
    }),
    fenced: new Counter({
      name: 'lux_fenced_turns_total',
      help: 'Turns refused because the lease had changed hands',
      labelNames: ['kind'],
      registers,
    }),
    conflicts: new Counter({
      name: 'lux_conflicting_turns_total',
      help: 'Turns whose message was gone',
      labelNames: ['kind'],
      registers,
    }),
    deadLetters: new Counter({
      name: 'lux_dead_letters_total',
      help: 'Messages given up',
      labelNames: ['kind', 'reason'],
      registers,
    }),
    partitions: new Gauge({
      name: 'lux_partitions_held',
      help: 'Partitions owned by this worker',
      labelNames: ['kind'],
      registers,
    }),
    actors: new Gauge({
      name: 'lux_actors_resident',
      help: 'Actors in memory',
      labelNames: ['kind'],
      registers,
    }),
    roadRefusals: new Counter({
      name: 'lux_road_refusals_total',
      help: 'Messages that JetStream did not take and that wait in Postgres',
      labelNames: ['kind'],
      registers,
    }),
    backgroundErrors: new Counter({
      name: 'lux_background_errors_total',
      help: 'Failed background tasks',
      labelNames: ['kind', 'task'],
      registers,
    }),
  };
}
