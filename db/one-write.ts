import type { Duplex } from 'node:stream';
import type { PoolClient } from './pool.ts';

/**
 * Lets everything that a connection is given in one turn of the event loop leave in one write. The driver writes statement
 * by statement, and on a busy process a write costs as much as what is written: a transaction that begins, is bound and reads,
 * a flight of eight statements, or the reads of requests that arrived together, then cost one.
 */
export function writeOncePerTurn(client: PoolClient): void {
  // Left out of the driver's published types.
  const { stream } = (client as unknown as { connection: { stream: Duplex } }).connection;
  const [cork, write] = [stream.cork.bind(stream), stream.write.bind(stream)];
  let isHeld = false;
  const letGo = () => {
    isHeld = false;
    stream.uncork();
  };
  const hold = () => {
    if (isHeld) return;
    isHeld = true;
    cork();
    setImmediate(letGo);
  };
  // The driver corks around a statement with parameters; corks are counted, and ours is the last to go.
  stream.cork = () => {
    hold();
    cork();
  };
  // What is mere text (begin, commit) it writes without.
  stream.write = ((...args: Parameters<typeof write>) => {
    hold();
    return write(...args);
  }) as typeof write;
}
