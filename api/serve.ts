import type { Server } from 'bun';
import { createApi } from './app.ts';
import type { ApiParts } from './deps.ts';
import { callerAddress } from './http/address.ts';

export interface ServeOptions extends Omit<ApiParts, 'addressOf' | 'isStopping' | 'publicUrl'> {
  host: string;
  /** 0 is a free one. */
  port: number;
  /** Without it, the address that it listens on. */
  publicUrl?: string;
  trustedProxies: number;
  shutdownMs: number;
}

export interface RunningApi {
  readonly url: string;
  readonly port: number;
  /** Answers "unready", lets requests under way end, then closes what is left (streams never end by themselves). */
  stop(): Promise<void>;
}

// Longer than the heartbeat of a stream; a client that sends nothing for so long is cut off.
const IDLE_SECONDS = 60;

/** Serves the API on a socket. @throws Error with code EADDRINUSE when the port is taken */
export function serveApi({ host, port, trustedProxies, shutdownMs, ...parts }: ServeOptions): RunningApi {
  let isStopping = false;
  let app: ReturnType<typeof createApi> | undefined;
  const server: Server<undefined> = Bun.serve({
    hostname: host,
    port,
    idleTimeout: IDLE_SECONDS,
    // Each operation has its own limit and says so in a problem; this one only keeps Bun from answering first.
    maxRequestBodySize: 256 * 1024 * 1024,
    development: false,
    fetch: (request) => app?.fetch(request) ?? new Response(null, { status: 503 }),
  });
  const url = `http://${reachable(host)}:${server.port}`;
  app = createApi({
    ...parts,
    publicUrl: (parts.publicUrl ?? url).replace(/\/$/, ''),
    addressOf: (request) =>
      callerAddress(
        server.requestIP(request)?.address,
        request.headers.get('x-forwarded-for'),
        trustedProxies,
      ),
    isStopping: () => isStopping,
  });
  return {
    url,
    port: server.port ?? port,
    async stop() {
      isStopping = true;
      await Promise.race([server.stop(), Bun.sleep(shutdownMs)]);
      await server.stop(true);
    },
  };
}

/** A host that a browser on this machine can be given; "all addresses" is none. */
function reachable(host: string): string {
  if (host === '0.0.0.0' || host === '::') return '127.0.0.1';
  return host.includes(':') ? `[${host}]` : host;
}
