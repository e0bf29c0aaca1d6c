import { type Environment, type PortVariable, USUAL_PORTS } from './environment.ts';
import { PortTakenError } from './ports.ts';
import type { Say } from './say.ts';
import { StartError } from './start-error.ts';

/**
 * Starts something on the port that was asked for, or on its usual one. A usual port that is taken is replaced by a free
 * one, and that is said; nothing is looked up beforehand, so no other program can slip in between.
 * @param start gets a port, or 0 for "any"; throws PortTakenError or EADDRINUSE when it is in use
 * @throws StartError when the port asked for is in use.
 */
export async function onPort<T>(
  env: Environment,
  variable: PortVariable,
  what: string,
  say: Say,
  start: (port: number) => T | Promise<T>,
): Promise<T> {
  const asked = env[variable];
  const port = asked ?? USUAL_PORTS[variable];
  try {
    return await start(port);
  } catch (error) {
    if (!isTaken(error, port)) throw error;
    if (asked !== undefined) {
      throw new StartError(
        `Port ${asked} (${variable}) is taken by another program: stop that one or choose another port.`,
      );
    }
    say(`${what}: port ${port} is taken by another program, taking a free one`);
    return start(0);
  }
}

function isTaken(error: unknown, port: number): boolean {
  if (error instanceof PortTakenError) return error.port === port;
  return (error as NodeJS.ErrnoException | undefined)?.code === 'EADDRINUSE';
}
