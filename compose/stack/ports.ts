import { createServer } from 'node:net';

/** A port that was asked for is in use by another program. */
export class PortTakenError extends Error {
  override name = 'PortTakenError';

  constructor(readonly port: number) {
    super(`port ${port} is taken by another program`);
  }
}

/** A TCP port of 127.0.0.1 that nothing listens on at this moment. */
export function freePort(): Promise<number> {
  return listenOnce(0);
}

/** Whether 127.0.0.1:`port` can be listened on now. */
export async function isPortFree(port: number): Promise<boolean> {
  try {
    await listenOnce(port);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EADDRINUSE') return false;
    throw error;
  }
}

function listenOnce(port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : port));
    });
  });
}
