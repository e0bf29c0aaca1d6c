import { connect as connectTcp, type Socket } from 'node:net';
import { connect as connectTls, type SecureContext, type TLSSocket } from 'node:tls';
import { canonicalAddress } from './address.ts';
import { EgressError } from './errors.ts';
import { type Reply, type ReplyLimits, replyReader } from './reply.ts';
import type { PinnedAddress } from './resolve.ts';
import { plainStream } from './stream.ts';
import type { Target } from './target.ts';

export interface ExchangeLimits extends ReplyLimits {
  /** For TCP and TLS together, to one address. */
  connectTimeoutMs: number;
  /** For the body once the headers are there. A body that takes longer is cut, not held against the receiver. */
  bodyTimeoutMs: number;
}

export interface ExchangeOptions {
  target: Target;
  pinned: PinnedAddress;
  /** The whole request as it goes over the wire. */
  request: Buffer;
  limits: ExchangeLimits;
  secureContext: SecureContext;
  /** Aborted with an EgressError as its reason when the total time is over or the caller gives up. */
  signal: AbortSignal;
}

/**
 * One request on one fresh connection to one address, closed afterwards.
 *
 *   connecting --(tcp)--> securing --(certificate verified)--> sent --(headers)--> answered --> settled
 *
 * From `answered` on nothing can fail any more: whatever ends the connection ends the excerpt of the body.
 * Rejects with EgressError: 'connect' (nothing was sent, another address may be tried), 'tls', 'reset',
 * 'protocol', or the reason of the signal.
 */
export function exchange({
  target,
  pinned,
  request,
  limits,
  secureContext,
  signal,
}: ExchangeOptions): Promise<Reply> {
  return new Promise((resolve, reject) => {
    let phase: 'connecting' | 'securing' | 'sent' | 'settled' = 'connecting';
    const reader = replyReader(limits);
    // Host is an address, so nothing is looked up again; the name lives on in SNI, certificate check and Host.
    const socket = connectTcp({ host: pinned.address, port: target.port, family: pinned.family });
    let secured: Socket | null = null;
    const connectTimer = setTimeout(() => broken('took too long'), limits.connectTimeoutMs);
    let bodyTimer: ReturnType<typeof setTimeout> | undefined;

    const settle = (action: () => void) => {
      if (phase === 'settled') return;
      phase = 'settled';
      clearTimeout(connectTimer);
      clearTimeout(bodyTimer);
      signal.removeEventListener('abort', onAbort);
      secured?.destroy();
      socket.destroy();
      action();
    };
    const fail = (error: unknown) => settle(() => reject(error));
    const finish = (ended: boolean) =>
      settle(() => {
        try {
          resolve(reader.finish(ended));
        } catch (error) {
          reject(error);
        }
      });
    /** The connection is over: what that means depends on how far it came. */
    const broken = (what: string, cause?: NodeJS.ErrnoException) => {
      if (phase === 'connecting')
        fail(failure('connect', `The connection to ${target.authority}`, what, cause));
      else if (phase === 'securing')
        fail(failure('tls', `The TLS handshake with ${target.authority}`, what, cause));
      else if (reader.answered || !cause) finish(false);
      else fail(failure('reset', `The connection to ${target.authority}`, 'broke before a reply', cause));
    };
    const onAbort = () => (reader.answered ? finish(false) : fail(signal.reason));
    const send = (over: Socket) => {
      if (phase === 'settled') return;
      clearTimeout(connectTimer);
      phase = 'sent';
      over.write(request);
    };
    const read = (over: Socket) => {
      over.on('data', (chunk: Uint8Array) => {
        try {
          if (reader.push(chunk)) finish(true);
          else if (reader.answered) bodyTimer ??= setTimeout(() => finish(false), limits.bodyTimeoutMs);
        } catch (error) {
          fail(error);
        }
      });
      over.on('end', () => (phase === 'sent' ? finish(true) : broken('was closed')));
    };

    socket.on('error', (error) => broken('failed', error));
    socket.on('close', () => void (secured || broken('was closed')));
    socket.on('connect', () => {
      if (phase === 'settled') return;
      const reached = socket.remoteAddress ?? '';
      if (canonicalAddress(reached) !== pinned.address) {
        return fail(
          new EgressError('refused-address', 'The connection led to another address.', { address: reached }),
        );
      }
      if (!target.secure) {
        read(socket);
        return send(socket);
      }
      phase = 'securing';
      const over = secure(socket, target, secureContext);
      secured = over;
      over.on('error', (error) => broken('failed', error));
      over.on('close', () => broken('was closed'));
      over.on('secureConnect', () =>
        over.authorized ? send(over) : broken('failed', over.authorizationError),
      );
      read(over);
    });
    signal.addEventListener('abort', onAbort, { once: true });
    if (signal.aborted) onAbort();
  });
}

function secure(socket: Socket, target: Target, secureContext: SecureContext): TLSSocket {
  return connectTls({
    socket: plainStream(socket),
    secureContext,
    rejectUnauthorized: true,
    ALPNProtocols: ['http/1.1'],
    // SNI carries names only (RFC 6066); for an address the certificate is matched against it as IP.
    ...(target.literal ? { host: target.literal.address } : { servername: target.hostname }),
  });
}

function failure(
  kind: 'connect' | 'tls' | 'reset',
  subject: string,
  what: string,
  cause?: NodeJS.ErrnoException,
) {
  const why = !cause ? '' : kind === 'tls' ? `: ${cause.message}` : ` (${cause.code})`;
  return new EgressError(kind, `${subject} ${what}${why}.`, { cause });
}
