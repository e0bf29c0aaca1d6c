import { Registry } from 'prom-client';
import { createOutbox } from '../../actors/runtime/outbox.ts';
import { type RunningApi, serveApi } from '../serve.ts';
import type { TestApi } from '../test-kit.ts';

/** Serves the API of a test on a socket, for a fuzzer: mailboxes that nobody empties never fill. */
export function serveFuzzed({ parts }: TestApi): RunningApi {
  const road = { publish() {}, deadLetter() {} };
  return serveApi({
    ...parts,
    outbox: createOutbox({ pool: parts.pool, road, maxWaiting: 1_000_000_000 }),
    metrics: new Registry(),
    host: '127.0.0.1',
    port: 0,
    trustedProxies: 0,
    shutdownMs: 1_000,
    publicUrl: undefined,
  });
}
