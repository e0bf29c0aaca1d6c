/**
 * Why no HTTP reply came back.
 * - `invalid-url`, `refused-host`: wrong as written; the same URL fails every time.
 * - `refused-address`: the name resolves to a network that deliveries may not reach.
 * - `dns`, `connect`, `tls`, `timeout`, `reset`: the receiver's side, this time.
 * - `protocol`: it answered, but not in HTTP/1.x within the limits.
 * - `aborted`: this side gave up (shutdown); says nothing about the receiver.
 */
export type EgressErrorKind =
  | 'invalid-url'
  | 'refused-host'
  | 'refused-address'
  | 'dns'
  | 'connect'
  | 'tls'
  | 'timeout'
  | 'reset'
  | 'protocol'
  | 'aborted';

/**
 * A request that got no usable reply. `message` is a sentence fit for the endpoint's owner: it never tells what
 * a refused name resolved to, because that would map our network for whoever asks. `address` is for our log.
 */
export class EgressError extends Error {
  override readonly name = 'EgressError';
  /** The address concerned, for operators only. */
  readonly address: string | undefined;
  constructor(
    readonly kind: EgressErrorKind,
    message: string,
    details: { address?: string; cause?: unknown } = {},
  ) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.address = details.address;
  }
}
