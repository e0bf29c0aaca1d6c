import type { Duplex } from 'node:stream';
import type { PoolClient } from './pool.ts';

/**
 * Lets everything that a connection is given in one turn of the event loop leave in one write. The driver writes statement
 * by statement, and on a busy process a write costs as much as what is written: a flight of eight statements, or the reads of
 * requests that arrived together, then cost one.
 */
export function writeOncePerTurn(client: PoolClient): void {
  // Left out of the driver's published types.
  const { stream } = (client as unknown as { connection: { stream: Duplex } }).connection;
  const cork = stream.cork.bind(stream);
  let isHeld = false;
  const letGo = () => {
    isHeld = false;
    stream.uncork();
  };
  // The driver corks around each statement; corks are counted, and ours is the last to go.
  stream.cork = () => {
    cork();
    if (isHeld) return;
    isHeld = true;
    cork();
    setImmediate(letGo);
  };
}
