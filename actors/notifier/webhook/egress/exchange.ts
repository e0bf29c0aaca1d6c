import { connect as connectTcp, type Socket } from 'node:net';
import { connect as connectTls, type SecureContext } from 'node:tls';
import { canonicalAddress } from './address.ts';
import { EgressError } from './errors.ts';
import { type Reply, type ReplyLimits, replyReader } from './reply.ts';
import type { PinnedAddress } from './resolve.ts';
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
    const socket = open(target, pinned, secureContext);
    const connectTimer = setTimeout(() => {
      fail(phase === 'securing' ? tlsError(target, 'took too long') : connectError(target, 'took too long'));
    }, limits.connectTimeoutMs);
    let bodyTimer: ReturnType<typeof setTimeout> | undefined;

    const settle = (action: () => void) => {
      if (phase === 'settled') return;
      phase = 'settled';
      clearTimeout(connectTimer);
      clearTimeout(bodyTimer);
      signal.removeEventListener('abort', onAbort);
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
    const onAbort = () => (reader.answered ? finish(false) : fail(signal.reason));
    const send = () => {
      if (phase === 'settled') return;
      clearTimeout(connectTimer);
      if (!isPinned(socket, pinned)) {
        const address = socket.remoteAddress ?? 'unknown';
        return fail(
          new EgressError('refused-address', 'The connection led to another address.', { address }),
        );
      }
      phase = 'sent';
      socket.write(request);
    };

    socket.on('connect', () => {
      if (target.secure && phase === 'connecting') phase = 'securing';
      if (!target.secure) send();
    });
    socket.on('secureConnect', send);
    socket.on('data', (chunk: Uint8Array) => {
      try {
        if (reader.push(chunk)) finish(true);
        else if (reader.answered) bodyTimer ??= setTimeout(() => finish(false), limits.bodyTimeoutMs);
      } catch (error) {
        fail(error);
      }
    });
    socket.on('end', () => (phase === 'securing' ? fail(tlsError(target, 'was closed')) : finish(true)));
    socket.on('error', (error: NodeJS.ErrnoException) => {
      if (phase === 'connecting') fail(connectError(target, 'failed', error));
      else if (phase === 'securing') fail(tlsError(target, 'failed', error));
      else if (reader.answered) finish(false);
      else
        fail(
          new EgressError(
            'reset',
            `${target.hostname} closed the connection before a reply (${error.code}).`,
            { cause: error },
          ),
        );
    });
    socket.on('close', () => {
      if (phase === 'connecting') fail(connectError(target, 'was closed'));
      else if (phase === 'securing') fail(tlsError(target, 'was closed'));
      else finish(false);
    });
    signal.addEventListener('abort', onAbort, { once: true });
    if (signal.aborted) onAbort();
  });
}

/** Host is an address, so nothing is looked up again; the name lives on in SNI, certificate check and Host. */
function open(target: Target, pinned: PinnedAddress, secureContext: SecureContext): Socket {
  const to = { host: pinned.address, port: target.port, family: pinned.family };
  if (!target.secure) return connectTcp(to);
  return connectTls({
    ...to,
    secureContext,
    rejectUnauthorized: true,
    ALPNProtocols: ['http/1.1'],
    // SNI carries names only (RFC 6066); for an address the certificate is matched against it as IP.
    ...(target.literal ? {} : { servername: target.hostname }),
  });
}

function isPinned(socket: Socket, pinned: PinnedAddress): boolean {
  return canonicalAddress(socket.remoteAddress ?? '') === pinned.address;
}

function connectError(target: Target, what: string, cause?: NodeJS.ErrnoException): EgressError {
  const code = cause?.code ? ` (${cause.code})` : '';
  return new EgressError(
    'connect',
    `The connection to ${target.hostname} port ${target.port} ${what}${code}.`,
    { cause },
  );
}

function tlsError(target: Target, what: string, cause?: NodeJS.ErrnoException): EgressError {
  const why = cause ? `: ${cause.message}` : '';
  return new EgressError('tls', `The TLS handshake with ${target.hostname} ${what}${why}.`, { cause });
}
