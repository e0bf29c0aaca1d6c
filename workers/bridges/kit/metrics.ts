import { Counter, Gauge, Histogram, type Registry } from 'prom-client';

/** What an adapter counts. One of these a process. */
export function createBridgeMetrics(registry: Registry, channel: string) {
  const registers = [registry];
  const counter = (name: string, help: string, labelNames: string[] = []) =>
    new Counter({ name: `lux_bridge_${name}`, help, labelNames: ['channel', ...labelNames], registers });
  const sends = counter('sends_total', 'Messages by what became of them.', ['outcome']);
  const retries = counter('retries_total', 'Sends tried again by the adapter, by code.', ['code']);
  const repeated = counter('repeated_total', 'Deliveries of what was sent already: nothing was sent again.');
  const uncertain = counter('uncertain_total', 'Sends that an adapter which died may have made already.');
  const deferred = counter(
    'deferred_total',
    'Messages given back for a while, because the connection has enough.',
  );
  const inbound = counter('inbound_total', 'What providers told, by kind.', ['kind']);
  const refused = counter('webhooks_refused_total', 'Requests refused, by reason.', ['reason']);
  const seconds = new Histogram({
    name: 'lux_bridge_send_seconds',
    help: 'Time that the provider took.',
    labelNames: ['channel'],
    buckets: [0.01, 0.03, 0.1, 0.3, 1, 3, 10, 30],
    registers,
  });
  const gauge = (name: string, help: string) =>
    new Gauge({ name: `lux_bridge_${name}`, help, labelNames: ['channel'], registers });
  const connections = gauge('connections', 'Open connections.');
  const held = gauge('held', 'Messages waiting for their turn.');

  return {
    sent: (outcome: string) => sends.inc({ channel, outcome }),
    retried: (code: string) => retries.inc({ channel, code }),
    repeated: () => repeated.inc({ channel }),
    uncertain: () => uncertain.inc({ channel }),
    deferred: () => deferred.inc({ channel }),
    inbound: (kind: 'message' | 'receipt', count: number) => inbound.inc({ channel, kind }, count),
    refused: (reason: string) => refused.inc({ channel, reason }),
    took: (ms: number) => seconds.observe({ channel }, ms / 1_000),
    state(now: { connections: number; held: number }) {
      connections.set({ channel }, now.connections);
      held.set({ channel }, now.held);
    },
  };
}
export type BridgeMetrics = ReturnType<typeof createBridgeMetrics>;
