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
  leftForNewer: Counter<'kind'>;
  partitions: Gauge<'kind'>;
  actors: Gauge<'kind'>;
  backgroundErrors: Counter<'kind' | 'task'>;
  /** Counts and times the handled messages of a kind. */
  observer(kind: string): Observe;
}

export type Observe = (
  message: { type: string; sentAt: number },
  /** Monotonic milliseconds. */
  startedAt: number,
  outcome: 'handled' | 'failed',
) => void;

const SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300];

/** The runtime's Prometheus metrics, registered once per process. */
export function createRuntimeMetrics(registry: Registry): RuntimeMetrics {
  const registers = [registry];
  const metrics = {
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
    leftForNewer: new Counter({
      name: 'lux_left_for_newer_total',
      help: 'Looks at messages and states that only a newer version knows; their lanes wait, for a day at the most',
      labelNames: ['kind'],
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
    backgroundErrors: new Counter({
      name: 'lux_background_errors_total',
      help: 'Failed background tasks',
      labelNames: ['kind', 'task'],
      registers,
    }),
  };
  return { ...metrics, observer: (kind) => observer(metrics, kind) };
}

function observer(metrics: Pick<RuntimeMetrics, 'handled' | 'handling' | 'waiting'>, kind: string): Observe {
  const byType = new Map<string, ReturnType<typeof series>>();
  function series(type: string) {
    return {
      handled: metrics.handled.labels(kind, type, 'handled'),
      failed: metrics.handled.labels(kind, type, 'failed'),
      handling: metrics.handling.labels(kind, type),
      waiting: metrics.waiting.labels(kind, type),
    };
  }
  return ({ type, sentAt }, startedAt, outcome) => {
    let of = byType.get(type);
    if (!of) {
      of = series(type);
      // Types come from contracts, and from whoever wrote a row of another type: those share one series.
      if (byType.size < 100) byType.set(type, of);
    }
    of[outcome].inc();
    of.handling.observe((performance.now() - startedAt) / 1_000);
    of.waiting.observe(Math.max(0, (Date.now() - sentAt) / 1_000));
  };
}
