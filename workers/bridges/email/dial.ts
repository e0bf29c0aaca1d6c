import { connect, type Socket } from 'node:net';
import { SendFailure } from '../kit/failures.ts';

/** Of one address; then the next one is tried. */
const CONNECT_MS = 5_000;
/** An address that did not answer as a mail server is tried last for so long. */
const AVOID_MS = 60_000;

export interface Dialled {
  socket: Socket;
  address: string;
}

/** Opens connections to a mail server that has several addresses. */
export interface Dial {
  /** Tries the addresses one after the other. @throws SendFailure when none of them answers */
  open(addresses: readonly string[], port: number): Promise<Dialled>;
}

export function createDial(): Dial {
  const avoided = new Map<string, number>();
  const avoid = (address: string) => void avoided.set(address, performance.now() + AVOID_MS);
  const isAvoided = (address: string) => (avoided.get(address) ?? 0) > performance.now();

  return {
    async open(addresses, port) {
      const good = addresses.filter((address) => !isAvoided(address));
      const failures: string[] = [];
      for (const address of [...good, ...addresses.filter(isAvoided)]) {
        try {
          const socket = await dial(address, port);
          avoided.delete(address);
          // It took the connection and said nothing: whoever dials next begins with another.
          let heard = false;
          socket.once('data', () => (heard = true));
          socket.once('close', () => heard || avoid(address));
          return { socket, address };
        } catch (error) {
          avoid(address);
          failures.push(`${address}: ${(error as Error).message}`);
        }
      }
      throw new SendFailure('retry', 'network', `Nobody answers at ${failures.join('; ')}`, {
        scope: 'connection',
      });
    },
  };
}

function dial(host: string, port: number): Promise<Socket> {
  const socket = connect({ host, port });
  return new Promise((resolve, reject) => {
    const late = () => socket.destroy(new Error('no answer in time'));
    socket.setTimeout(CONNECT_MS, late);
    socket.once('error', reject);
    socket.once('connect', () => {
      socket.setTimeout(0);
      socket.off('timeout', late);
      socket.off('error', reject);
      resolve(socket);
    });
  });
}
