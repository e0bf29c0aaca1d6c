import { Type } from '@sinclair/typebox';
import { Elysia } from 'elysia';
import type { ApiDeps } from '../deps.ts';
import { conventions } from '../http/conventions.ts';
import { isReachable } from './probe.ts';

const Part = Type.Union([Type.Literal('up'), Type.Literal('down')]);

const Live = Type.Object(
  { status: Type.Literal('up', { examples: ['up'] }) },
  { description: 'The process answers' },
);
const Ready = Type.Object(
  {
    status: Type.Union([Type.Literal('ready'), Type.Literal('degraded'), Type.Literal('unready')], {
      description: 'degraded: requests are answered, but messages wait in Postgres until NATS is back',
      examples: ['ready'],
    }),
    postgres: Part,
    nats: Part,
  },
  { description: 'Whether requests can be answered' },
);

/** `/health/*` for orchestrators, `/metrics` for Prometheus. Neither counts against a limit. */
export function health({ pool, isRoadUp, isStopping, metrics }: ApiDeps) {
  return new Elysia({ name: 'health', tags: ['Operations'] })
    .use(conventions())
    .model({ Live, Ready })
    .get('/health/live', () => ({ status: 'up' as const }), {
      public: 'open',
      response: { 200: 'Live' },
      detail: {
        operationId: 'isLive',
        summary: 'Is the process alive?',
        description: 'Answers as long as the process can answer anything. Asks nobody else.',
      },
    })
    .get(
      '/health/ready',
      async function getReady({ set }) {
        const postgres = (await isReachable(pool)) ? ('up' as const) : ('down' as const);
        const nats = isRoadUp() ? ('up' as const) : ('down' as const);
        const isReady = postgres === 'up' && !isStopping();
        if (!isReady) {
          set.status = 503;
          set.headers['retry-after'] = '5';
        }
        const status = isReady
          ? nats === 'up'
            ? ('ready' as const)
            : ('degraded' as const)
          : ('unready' as const);
        return { status, postgres, nats };
      },
      {
        public: 'open',
        response: { 200: 'Ready', 503: 'Ready' },
        detail: {
          operationId: 'isReady',
          summary: 'Can requests be answered?',
          description:
            'Asks Postgres. Without NATS it is degraded, not unready: what is accepted is kept and caught up with.',
        },
      },
    )
    .get(
      '/metrics',
      async () => new Response(await metrics.metrics(), { headers: { 'content-type': metrics.contentType } }),
      {
        public: 'open',
        response: {
          200: Type.String({ description: 'Prometheus text format', examples: ['# HELP lux_http_…'] }),
        },
        detail: {
          operationId: 'readMetrics',
          summary: 'Metrics for Prometheus',
          description: 'Requests by route template and status, and what the process measures of itself.',
        },
      },
    );
}
