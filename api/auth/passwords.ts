import { Problem } from '../problems/problem.ts';

export interface PasswordHasher {
  /** @throws Problem unavailable when too many wait */
  hash(password: string): Promise<string>;
  /** Takes the same time for a user that does not exist (`hash` undefined), and is false. @throws Problem unavailable */
  verify(password: string, hash: string | undefined): Promise<boolean>;
}

// OWASP's minimum for argon2id: 19 MiB, two passes, about 30 ms of one core.
const ARGON2 = { algorithm: 'argon2id', memoryCost: 19_456, timeCost: 2 } as const;
const AT_ONCE = 2;
const WAITING = 64;

/** argon2id, no more than two at a time: sign-ins must not take every core and all memory from the firms at work. */
export function createPasswordHasher(): PasswordHasher {
  let running = 0;
  const queue: (() => void)[] = [];
  let decoy: Promise<string> | undefined;

  async function inTurn<T>(work: () => Promise<T>): Promise<T> {
    if (running >= AT_ONCE) {
      if (queue.length >= WAITING) throw new Problem('unavailable', { retryAfterSeconds: 3 });
      // The one that ends hands its place on, so `running` stays as it is.
      await new Promise<void>((resolve) => queue.push(resolve));
    } else {
      running++;
    }
    try {
      return await work();
    } finally {
      const next = queue.shift();
      if (next) next();
      else running--;
    }
  }

  // One that failed because too many waited is made again, or no stranger would ever be answered.
  function decoyHash(): Promise<string> {
    decoy ??= hash(crypto.randomUUID()).catch((error) => {
      decoy = undefined;
      throw error;
    });
    return decoy;
  }

  const hash = (password: string) => inTurn(() => Bun.password.hash(password, ARGON2));
  return {
    hash,
    async verify(password, stored) {
      // Waited for in any case, so that the first sign-in of a process tells nobody apart.
      const instead = await decoyHash();
      const matches = await inTurn(() => Bun.password.verify(password, stored ?? instead));
      return stored !== undefined && matches;
    },
  };
}
