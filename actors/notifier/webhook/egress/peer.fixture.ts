import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import { parseNetworks } from './address.ts';
import { serverKey, testCa } from './certificates.fixture.ts';
import { createEgress, type Egress, type EgressOptions } from './post.ts';

export type Peer = (socket: Socket, request: string) => void;

export interface Peers {
  listen(peer: Peer, options?: { tls?: string; raw?: boolean; host?: string }): Promise<number>;
  /** Closes all servers and connections. */
  close(): Promise<void>;
}

/** Receivers of webhooks on loopback, of any behaviour. */
export function createPeers(): Peers {
  const servers: Server[] = [];
  const sockets = new Set<Socket>();
  /** A server that hands over each connection once a whole request is in (`raw`: at once). Answers with its port. */
  async function listen(
    peer: Peer,
    options: { tls?: string; raw?: boolean; host?: string } = {},
  ): Promise<number> {
    const onSocket = (socket: Socket) => {
      sockets.add(socket);
      socket.on('error', () => {});
      if (options.raw) return peer(socket, '');
      let text = '';
      socket.on('data', (chunk) => {
        text += chunk.toString();
        const [head = '', body] = text.split('\r\n\r\n');
        const length = Number(/content-length: (\d+)/.exec(head)?.[1]);
        if (body !== undefined && Buffer.byteLength(body) >= length) peer(socket, text);
      });
    };
    const server = options.tls
      ? createTlsServer({ key: serverKey, cert: options.tls }, onSocket)
      : createServer(onSocket);
    server.on('tlsClientError', () => {});
    servers.push(server);
    await new Promise<void>((ready) => server.listen(0, options.host ?? '127.0.0.1', ready));
    return (server.address() as AddressInfo).port;
  }
  return {
    listen,
    async close() {
      for (const socket of sockets) socket.destroy();
      sockets.clear();
      for (const server of servers.splice(0)) await new Promise((closed) => server.close(closed));
    },
  };
}

export const reply =
  (text: string): Peer =>
  (socket) =>
    socket.end(text);
export const ok = reply('HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok');

/** Reaches loopback only; every name resolves to 127.0.0.1. */
export function egress(options: Partial<EgressOptions> = {}): Egress {
  return createEgress({
    policy: { allowHttp: true, allowNetworks: parseNetworks('127.0.0.0/8,::1/128') },
    resolver: async () => ['127.0.0.1'],
    ca: testCa,
    ...options,
  });
}

export const request = { headers: { 'webhook-id': 'evt_1' }, body: '{"a":"é"}' };
