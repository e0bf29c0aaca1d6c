import type { Socket } from 'node:net';
import { Duplex } from 'node:stream';

/**
 * The same bytes as the socket, as a plain stream, for TLS to run over.
 *
 * Bun reads at most five handshaking TLS sockets in a turn of its loop and takes the newest of those left over
 * first; under a steady load the oldest are not read for seconds and look dead (oven-sh/bun, bun-usockets
 * `low_prio_head`). TLS over a stream is not in that queue.
 */
export function plainStream(socket: Socket): Duplex {
  const stream = new Duplex({
    read: () => void socket.resume(),
    write: (chunk, _encoding, done) => void socket.write(chunk, done),
    final: (done) => void socket.end(done),
    destroy: (error, done) => {
      socket.destroy();
      done(error);
    },
  });
  socket.on('data', (chunk) => {
    if (!stream.push(chunk)) socket.pause();
  });
  let ended = false;
  socket.on('end', () => {
    ended = true;
    stream.push(null);
  });
  socket.on('error', (error) => void stream.destroy(error));
  // After an orderly end the bytes that came before it may still wait to be decrypted.
  socket.on('close', () => void (ended || stream.destroy()));
  return stream;
}
