import type { Server } from 'bun';
import { createBatchBook } from './batch-book.ts';
import { reply, type Said, streamOf } from './wire.ts';

/** A request as the Messages API gets it, as far as tests look. */
export interface Asked {
  model: string;
  stream: boolean;
  max_tokens: number;
  system: { text: string; cache_control?: unknown }[];
  messages: { role: string; content: { type: string; text: string; cache_control?: unknown }[] }[];
  output_config?: { format?: { schema?: unknown } };
  headers: Headers;
  /** Everything in it as one text: what left the house. */
  text: string;
}

/** How a script answers a request: with a message, or with an error of the wire. */
export type Answer =
  | ({ kind: 'message' } & Said)
  | { kind: 'error'; status: number; type: string; headers?: Record<string, string> };

export type Script = (asked: Asked, nth: number) => Answer | Promise<Answer>;

export interface MessagesServer {
  readonly url: string;
  /** Every request to /v1/messages, in order. */
  readonly asked: Asked[];
  /** Requests whose connection the client has closed before the end. */
  readonly abandoned: () => number;
  readonly batches: ReturnType<typeof createBatchBook>;
  script(next: Script): void;
  stop(): Promise<void>;
}

/**
 * A server of the Messages API's wire protocol on this machine: POST /v1/messages, streaming or not, and message batches.
 * What it answers is scripted; how it answers is the protocol.
 */
export function startMessagesServer(first: Script): MessagesServer {
  let script = first;
  let abandoned = 0;
  const asked: Asked[] = [];
  const batches = createBatchBook((request) => script(request, 0));

  const server: Server<unknown> = Bun.serve({
    port: 0,
    hostname: '127.0.0.1',
    idleTimeout: 60,
    async fetch(request) {
      const { pathname } = new URL(request.url);
      if (
        request.headers.get('authorization') !== 'Bearer test-key' &&
        request.headers.get('x-api-key') !== 'test-key'
      )
        return wireError(401, 'authentication_error');
      if (pathname.startsWith('/v1/messages/batches'))
        return batches.handle(request, pathname, server.url.origin);
      if (pathname !== '/v1/messages' || request.method !== 'POST') return wireError(404, 'not_found_error');
      const body = await request.text();
      const one: Asked = { ...JSON.parse(body), headers: request.headers, text: body };
      asked.push(one);
      const answer = await script(one, asked.length);
      if (answer.kind === 'error') return wireError(answer.status, answer.type, answer.headers);
      if (!one.stream) return Response.json(reply(one.model, answer), { headers: answer.headers });
      return new Response(
        streamOf(one.model, answer, () => abandoned++),
        {
          headers: { 'content-type': 'text/event-stream', 'request-id': 'req_test', ...answer.headers },
        },
      );
    },
  });

  return {
    url: server.url.origin,
    asked,
    abandoned: () => abandoned,
    batches,
    script(next) {
      script = next;
    },
    stop: () => server.stop(true),
  };
}

function wireError(status: number, type: string, headers: Record<string, string> = {}): Response {
  const body = { type: 'error', error: { type, message: `scripted ${type}` }, request_id: 'req_test' };
  return Response.json(body, { status, headers });
}
