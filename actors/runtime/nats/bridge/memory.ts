import { headers } from 'nats';
import { bridgeSubject } from '../../../contracts/subjects.ts';
import type { Broker } from '../connection.ts';

export interface Remembered {
  value: unknown;
  /** Of this word; what `write` compares. */
  revision: number;
}

/** What the adapters of a channel remember between them: the last word for each key, in the BRIDGES stream, for eight days. */
export interface Memory {
  read(key: string): Promise<Remembered | undefined>;
  /**
   * Answers the new revision. With `expected` only when the present word is of that revision, 0 for none.
   * @throws MemoryConflict when it is another; Error when NATS is away
   */
  write(key: string, value: unknown, expected?: number): Promise<number>;
}

/** Somebody else has written this key meanwhile. */
export class MemoryConflict extends Error {
  override name = 'MemoryConflict';
}

/** What is no token of a subject becomes one; the same text always the same one. */
export function keyToken(text: string): string {
  if (/^[A-Za-z0-9_-]{1,120}$/.test(text)) return text;
  return `sha256_${new Bun.CryptoHasher('sha256').update(text).digest('base64url')}`;
}

const WRONG_LAST_SEQUENCE = 10071;
const ANSWER_MS = 2_000;

export function createMemory(broker: Broker, channel: string): Memory {
  function connection() {
    if (!broker.connection || !broker.connected) throw new Error('NATS is not connected');
    return broker.connection;
  }

  return {
    async read(key) {
      const subject = `$JS.API.DIRECT.GET.BRIDGES.${bridgeSubject(channel, key)}`;
      const answer = await connection().request(subject, undefined, { timeout: ANSWER_MS });
      const status = answer.headers?.code ?? 0;
      if (status === 404) return undefined;
      if (status >= 300) throw new Error(`the memory of ${channel} answered ${status}`);
      return { value: answer.json(), revision: Number(answer.headers?.get('Nats-Sequence')) };
    },
    async write(key, value, expected) {
      const head = headers();
      if (expected !== undefined) head.set('Nats-Expected-Last-Subject-Sequence', String(expected));
      try {
        const ack = await connection()
          .jetstream()
          .publish(bridgeSubject(channel, key), JSON.stringify(value), { headers: head, timeout: ANSWER_MS });
        return ack.seq;
      } catch (error) {
        const code = (error as { api_error?: { err_code?: number } }).api_error?.err_code;
        if (code === WRONG_LAST_SEQUENCE) throw new MemoryConflict(`${key} has changed`, { cause: error });
        throw error;
      }
    },
  };
}
