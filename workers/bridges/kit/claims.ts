import type { Receipt } from '../../../actors/contracts/channels.ts';
import { keyToken, type Memory, MemoryConflict } from '../../../actors/runtime/nats/bridge/memory.ts';

/**
 * Who sends what, so that a message that is delivered twice is sent once.
 *
 *   (nothing) ── claim ──▶ sending ── the provider took it ──▶ sent
 *                            │  ▲
 *                            │  └── claim: it failed before, or nobody knows what became of it and `settleMs` are over
 *                            ├───── its sender is gone, or the provider's answer was lost ──▶ sending, of nobody
 *                            └───── the provider refused ──▶ failed
 *
 * A claim compares the revision, so of two that try one gets it. What remains: an adapter killed after the provider took the
 * message and before `sent` was stored (one round trip to the provider, one to the broker), or an answer lost on its way, leaves
 * `sending`, and the message is sent again, unless the provider tells by itself within `settleMs` what became of it.
 */
export interface Claims {
  claim(connection: string, id: string): Promise<Claim>;
  sent(connection: string, id: string, receipt: Receipt): Promise<void>;
  failed(connection: string, id: string): Promise<void>;
  /** The provider was asked and its answer was lost: for `settleMs` it may still tell. @param revision of the claim */
  lost(connection: string, id: string, revision: number): Promise<void>;
  /** The provider of this connection says that it has the message: whoever is still to send it again need not. */
  settle(connection: string, id: string, receipt: Receipt): Promise<void>;
}

export type Claim =
  | { outcome: 'ours'; revision: number /** Somebody may have sent it already. */; uncertain: boolean }
  | { outcome: 'sent'; receipt: Receipt }
  | { outcome: 'wait'; ms: number };

type Word =
  | { state: 'sending'; owner: string; at: number }
  | { state: 'sent'; receipt: Receipt }
  | { state: 'failed' };

/** Another claimed it between our look and our word. */
const LOST_RACE_MS = 1_000;
const NOBODY = '';

/** @param owner unique to this process: what it holds itself and did not send is not uncertain */
export function createClaims(memory: Memory, owner: string, settleMs: number): Claims {
  // By connection too: what one provider says of an id is said of what went over its own connection.
  const key = (connection: string, id: string) => `sent.${keyToken(connection)}.${keyToken(id)}`;
  const ours = (): Word => ({ state: 'sending', owner, at: Date.now() });

  return {
    async claim(connection, id) {
      const place = key(connection, id);
      try {
        return { outcome: 'ours', revision: await memory.write(place, ours(), 0), uncertain: false };
      } catch (error) {
        if (!(error instanceof MemoryConflict)) throw error;
      }
      const present = await memory.read(place);
      const word = present?.value as Word | undefined;
      if (word?.state === 'sent') return { outcome: 'sent', receipt: word.receipt };
      const uncertain = word?.state === 'sending' && word.owner !== owner;
      const left = uncertain ? word.at + settleMs - Date.now() : 0;
      if (!present || left > 0)
        return { outcome: 'wait', ms: Math.min(Math.max(left, LOST_RACE_MS), settleMs || LOST_RACE_MS) };
      try {
        return {
          outcome: 'ours',
          revision: await memory.write(place, ours(), present.revision),
          uncertain,
        };
      } catch (error) {
        if (error instanceof MemoryConflict) return { outcome: 'wait', ms: LOST_RACE_MS };
        throw error;
      }
    },
    async sent(connection, id, receipt) {
      await memory.write(key(connection, id), { state: 'sent', receipt } satisfies Word);
    },
    async lost(connection, id, revision) {
      const word: Word = { state: 'sending', owner: NOBODY, at: Date.now() };
      try {
        await memory.write(key(connection, id), word, revision);
      } catch (error) {
        // The provider has told already.
        if (!(error instanceof MemoryConflict)) throw error;
      }
    },
    async settle(connection, id, receipt) {
      const present = await memory.read(key(connection, id));
      if (!present || (present.value as Word).state !== 'sending') return;
      const { error: _, ...heard } = receipt;
      const word: Word = { state: 'sent', receipt: { ...heard, state: 'sent' } };
      try {
        await memory.write(key(connection, id), word, present.revision);
      } catch (error) {
        // Its sender has heard the answer meanwhile.
        if (!(error instanceof MemoryConflict)) throw error;
      }
    },
    async failed(connection, id) {
      await memory.write(key(connection, id), { state: 'failed' } satisfies Word);
    },
  };
}
