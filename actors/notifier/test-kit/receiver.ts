import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** One webhook as it came in. */
export interface Post {
  path: string;
  id: string;
  headers: Record<string, string>;
  body: string;
  // biome-ignore lint/suspicious/noExplicitAny: a test reads what it expects.
  json: any;
}

export type Answer = (post: Post, response: ServerResponse) => void;

/** A partner's server on loopback that notes what it is sent. */
export interface Receiver {
  readonly url: string;
  readonly posts: Post[];
  /** How it answers from now on. At first with 200. */
  answer: Answer;
  /** Posts to one path. */
  at(path: string): Post[];
  close(): Promise<void>;
}

export const ok: Answer = (_post, response) => void response.writeHead(200).end('ok');

export function status(code: number, headers: Record<string, string> = {}): Answer {
  return (_post, response) => void response.writeHead(code, headers).end('no');
}

export async function startReceiver(): Promise<Receiver> {
  const posts: Post[] = [];
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request.setEncoding('utf8')) body += chunk;
    const headers = request.headers as Record<string, string>;
    const post = {
      path: request.url ?? '',
      id: headers['webhook-id'] ?? '',
      headers,
      body,
      json: JSON.parse(body),
    };
    posts.push(post);
    receiver.answer(post, response);
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const receiver: Receiver = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    posts,
    answer: ok,
    at: (path) => posts.filter((post) => post.path === path),
    close() {
      server.closeAllConnections();
      return new Promise((closed) => server.close(() => closed()));
    },
  };
  return receiver;
}
