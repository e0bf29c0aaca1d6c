import { createLatencies, type Latencies } from './latencies.ts';

/** Where webhooks of all firms arrive: counts from the instant that a delivery tells of, which is when it happened. */
export function startReceiver(): {
  url: string;
  reset(): void;
  read(): Latencies;
  stop(): Promise<void>;
} {
  const latencies = createLatencies();
  let countFrom = 0;
  const server = Bun.serve({
    port: 0,
    hostname: '127.0.0.1',
    async fetch(request) {
      const { timestamp } = (await request.json()) as { timestamp: string };
      const happened = Date.parse(timestamp);
      if (happened >= countFrom) latencies.record(Date.now() - happened);
      return new Response('ok');
    },
  });
  return {
    url: server.url.origin,
    reset() {
      countFrom = Date.now();
      latencies.reset();
    },
    read: latencies.read,
    stop: () => server.stop(true),
  };
}
