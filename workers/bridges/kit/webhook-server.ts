import type { Logger } from 'pino';
import type { Received, WebhookRequest } from './channel.ts';
import type { Connections } from './connections.ts';
import type { Source } from './deliver.ts';
import { WebhookRefusal } from './failures.ts';
import type { BridgeMetrics } from './metrics.ts';
import { readBody } from './read-body.ts';

export interface WebhookServer {
  readonly port: number;
  stop(): Promise<void>;
}

/** More than is read: what is longer is refused with its reason, and counted. */
const MAX_HTTP_BODY = 64 * 1024 ** 2;

/**
 * Answers providers at `/<channel>/<connection>[/...]`: 200 when the platform has everything, 503 when NATS is away (the provider
 * comes again), 4xx with the reason for what is not the provider's or makes no sense.
 */
export function serveWebhooks(options: {
  channel: string;
  hostname: string;
  port: number;
  connections: Connections;
  deliver: (from: Source, received: Received) => Promise<void>;
  metrics: BridgeMetrics;
  log: Logger;
}): WebhookServer {
  const { channel, metrics, log } = options;

  async function receive(request: Request): Promise<Response> {
    const url = new URL(request.url);
    const [, first, connection = '', ...rest] = url.pathname.split('/').map(decode);
    const held = first === channel ? options.connections.get(connection) : undefined;
    const line = held?.line;
    if (!line?.receive)
      throw new WebhookRefusal(404, 'unknown-connection', 'No such connection receives here.');
    const body = await readBody(request);
    const asked: WebhookRequest = {
      method: request.method,
      path: rest.join('/'),
      query: url.searchParams,
      headers: request.headers,
      body,
    };
    const received = await line.receive(asked);
    try {
      await options.deliver({ id: connection, version: held?.told.version }, received);
    } catch (error) {
      if (error instanceof WebhookRefusal) throw error;
      log.warn({ err: error, connection }, 'the platform cannot be told now; the provider comes again');
      return problem(503, 'unavailable', 'Try again in a moment.', { 'retry-after': '5' });
    }
    received
      .after?.()
      .catch((error) => log.warn({ err: error, connection }, 'an answer to the provider failed'));
    const { status = 200, body: text = '', contentType = 'text/plain', headers = {} } = received.reply ?? {};
    return new Response(text, { status, headers: { 'content-type': contentType, ...headers } });
  }

  const server = Bun.serve({
    hostname: options.hostname,
    port: options.port,
    maxRequestBodySize: MAX_HTTP_BODY,
    // Longer than a body may take: it is refused with its reason, and not cut off.
    idleTimeout: 30,
    async fetch(request) {
      try {
        if (new URL(request.url).pathname === '/health/live') return new Response('ok');
        return await receive(request);
      } catch (error) {
        if (error instanceof WebhookRefusal) {
          metrics.refused(error.reason);
          log.warn({ reason: error.reason, detail: error.message }, 'a webhook was refused');
          return problem(error.status, error.reason, error.message);
        }
        log.error({ err: error }, 'a webhook failed');
        return problem(500, 'unexpected', 'It failed on our side.');
      }
    },
  });
  return { port: server.port ?? options.port, stop: () => server.stop(true) };
}

function problem(
  status: number,
  reason: string,
  detail: string,
  headers: Record<string, string> = {},
): Response {
  const body = JSON.stringify({ type: 'about:blank', title: reason, status, detail });
  return new Response(body, { status, headers: { 'content-type': 'application/problem+json', ...headers } });
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return '';
  }
}
