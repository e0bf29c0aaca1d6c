import { createSecureContext } from 'node:tls';
import { EgressError } from './errors.ts';
import { type ExchangeLimits, exchange } from './exchange.ts';
import type { Reply } from './reply.ts';
import { nameServers, type PinnedAddress, pinAddresses, type Resolver, remembered } from './resolve.ts';
import { checkUrl, type EgressPolicy, type Target } from './target.ts';

export interface EgressOptions {
  policy: EgressPolicy;
  /** Default: the system's name servers, answers remembered for 10 s. */
  resolver?: Resolver;
  /** PEM. Default: the runtime's roots and NODE_EXTRA_CA_CERTS. */
  ca?: string | string[];
  /** From the call to the end of the headers, whatever happens between. Default 15,000. */
  totalTimeoutMs?: number;
  /** Default: connect 5,000 ms, body 1,000 ms, headers 16 KiB, body 4 KiB. */
  limits?: Partial<ExchangeLimits>;
  userAgent?: string;
}

export interface PostRequest {
  url: string;
  /** Beside these go host, content-length, connection, accept-encoding; they cannot be given. */
  headers: Readonly<Record<string, string>>;
  /** JSON text. */
  body: string;
  signal?: AbortSignal;
}

/** One delivery attempt: a reply of any status, or why there was none. */
export type Attempt = {
  durationMs: number;
  /** The address connected to (or last tried), for operators; null when it never came so far. */
  address: string | null;
} & ({ reply: Reply; error: null } | { reply: null; error: EgressError });

export interface Egress {
  /** POSTs once. Never follows a redirect. Never rejects because of the receiver or the URL. */
  post(request: PostRequest): Promise<Attempt>;
}

const MAX_ADDRESSES_TRIED = 3;
const OWN_HEADERS = new Set([
  'host',
  'content-length',
  'connection',
  'transfer-encoding',
  'accept-encoding',
  'expect',
]);

/**
 * An HTTP client for URLs that strangers chose. A name is resolved once for each post, all its addresses are
 * checked, and the connection goes to a checked address. Each post has a connection of its own: a kept one would
 * outlive the check of its address, make "was it received?" ambiguous when the peer closes it, and let slow
 * receivers hold sockets.
 */
export function createEgress(options: EgressOptions): Egress {
  const { policy, totalTimeoutMs = 15_000, userAgent = 'DireitoLux-Webhooks/1' } = options;
  const limits = {
    connectTimeoutMs: 5000,
    bodyTimeoutMs: 1000,
    maxHeadBytes: 16_384,
    maxBodyBytes: 4096,
    ...options.limits,
  };
  const resolver = options.resolver ?? remembered(nameServers());
  const secureContext = createSecureContext({
    minVersion: 'TLSv1.2',
    ...(options.ca ? { ca: options.ca } : {}),
  });

  const run = async (
    request: PostRequest,
    signal: AbortSignal,
    tried: (address: string) => void,
  ): Promise<Reply> => {
    const target = checkUrl(request.url, policy);
    const wire = serialise(target, request, userAgent);
    const resolved = pinAddresses(target, policy, resolver);
    const addresses = await before(resolved, signal, limits.connectTimeoutMs, target);
    return firstThatConnects(addresses.slice(0, MAX_ADDRESSES_TRIED), (pinned) => {
      tried(pinned.address);
      return exchange({ target, pinned, request: wire, limits, secureContext, signal });
    });
  };

  return {
    async post(request) {
      const started = performance.now();
      const stop = new AbortController();
      const seconds = totalTimeoutMs / 1000;
      const timer = setTimeout(() => {
        stop.abort(new EgressError('timeout', `No complete reply within ${seconds} s.`));
      }, totalTimeoutMs);
      const onAbort = () =>
        stop.abort(new EgressError('aborted', 'The delivery was interrupted on our side.'));
      request.signal?.addEventListener('abort', onAbort, { once: true });
      if (request.signal?.aborted) onAbort();
      let address: string | null = null;
      const facts = () => ({ durationMs: performance.now() - started, address });
      try {
        const reply = await run(request, stop.signal, (tried) => {
          address = tried;
        });
        return { ...facts(), reply, error: null };
      } catch (error) {
        if (!(error instanceof EgressError)) throw error;
        return { ...facts(), reply: null, error };
      } finally {
        clearTimeout(timer);
        request.signal?.removeEventListener('abort', onAbort);
      }
    },
  };
}

async function firstThatConnects(
  addresses: PinnedAddress[],
  attempt: (pinned: PinnedAddress) => Promise<Reply>,
): Promise<Reply> {
  for (const [index, pinned] of addresses.entries()) {
    try {
      return await attempt(pinned);
    } catch (error) {
      const another =
        error instanceof EgressError && error.kind === 'connect' && index + 1 < addresses.length;
      if (!another) throw error;
    }
  }
  throw new EgressError('dns', 'The host has no address.');
}

/** The look-up itself cannot be called off; its answer is only no longer waited for. */
function before<T>(lookUp: Promise<T>, signal: AbortSignal, timeoutMs: number, target: Target): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      reject(new EgressError('dns', `The name servers of ${target.hostname} did not answer in time.`));
    }, timeoutMs);
    const onAbort = () => reject(signal.reason);
    signal.addEventListener('abort', onAbort, { once: true });
    if (signal.aborted) onAbort();
    lookUp.then(resolve, reject).finally(() => {
      clearTimeout(timer);
      signal.removeEventListener('abort', onAbort);
    });
  });
}

function serialise(target: Target, request: PostRequest, userAgent: string): Buffer {
  const body = Buffer.from(request.body, 'utf8');
  const headers: Record<string, string> = { 'content-type': 'application/json', 'user-agent': userAgent };
  for (const [name, value] of Object.entries(request.headers)) {
    const lower = name.toLowerCase();
    if (!/^[a-z0-9-]+$/.test(lower) || OWN_HEADERS.has(lower) || !/^[\t\x20-\x7e]*$/.test(value)) {
      throw new TypeError(
        `The header ${JSON.stringify(name)} cannot be sent: bad name, bad value, or set by the client.`,
      );
    }
    headers[lower] = value;
  }
  const lines = [
    `POST ${target.path} HTTP/1.1`,
    `host: ${target.authority}`,
    ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
    'accept-encoding: identity',
    'connection: close',
    `content-length: ${body.length}`,
  ];
  return Buffer.concat([Buffer.from(`${lines.join('\r\n')}\r\n\r\n`, 'latin1'), body]);
}
