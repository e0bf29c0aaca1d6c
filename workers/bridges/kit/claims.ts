import type { Receipt } from '../../../actors/contracts/channels.ts';
import { keyToken, type Memory, MemoryConflict } from '../../../actors/runtime/nats/bridge/memory.ts';

/**
 * Who sends what, so that a message that is delivered twice is sent once.
 *
 *   (nothing) ── claim ──▶ sending ── the provider took it ──▶ sent
 *                            │  ▲
 *                            │  └── claim: it failed before, or its sender is gone and `settleMs` are over
 *                            └───── the provider refused ──▶ failed
 *
 * A claim compares the revision, so of two that try one gets it. What remains: an adapter killed after the provider took the
 * message and before `sent` was stored (one round trip to the provider, one to the broker) leaves `sending`, and the message is
 * sent again, unless the provider tells by itself within `settleMs` what became of it.
 */
export interface Claims {
  claim(id: string): Promise<Claim>;
  sent(id: string, receipt: Receipt): Promise<void>;
  failed(id: string): Promise<void>;
  /** The provider itself says that it has the message: whoever is still to send it again need not. */
  settle(id: string, receipt: Receipt): Promise<void>;
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

/** @param owner unique to this process: what it holds itself and did not send is not uncertain */
export function createClaims(memory: Memory, owner: string, settleMs: number): Claims {
  const key = (id: string) => `sent.${keyToken(id)}`;
  const ours = (): Word => ({ state: 'sending', owner, at: Date.now() });

  return {
    async claim(id) {
      try {
        return { outcome: 'ours', revision: await memory.write(key(id), ours(), 0), uncertain: false };
      } catch (error) {
        if (!(error instanceof MemoryConflict)) throw error;
      }
      const present = await memory.read(key(id));
      const word = present?.value as Word | undefined;
      if (word?.state === 'sent') return { outcome: 'sent', receipt: word.receipt };
      const uncertain = word?.state === 'sending' && word.owner !== owner;
      const left = uncertain ? word.at + settleMs - Date.now() : 0;
      if (!present || left > 0)
        return { outcome: 'wait', ms: Math.min(Math.max(left, LOST_RACE_MS), settleMs || LOST_RACE_MS) };
      try {
        return {
          outcome: 'ours',
          revision: await memory.write(key(id), ours(), present.revision),
          uncertain,
        };
      } catch (error) {
        if (error instanceof MemoryConflict) return { outcome: 'wait', ms: LOST_RACE_MS };
        throw error;
      }
    },
    async sent(id, receipt) {
      await memory.write(key(id), { state: 'sent', receipt } satisfies Word);
    },
    async settle(id, receipt) {
      const present = await memory.read(key(id));
      if (!present || (present.value as Word).state !== 'sending') return;
      const { error: _, ...heard } = receipt;
      const word: Word = { state: 'sent', receipt: { ...heard, state: 'sent' } };
      try {
        await memory.write(key(id), word, present.revision);
      } catch (error) {
        // Its sender has heard the answer meanwhile.
        if (!(error instanceof MemoryConflict)) throw error;
      }
    },
    async failed(id) {
      await memory.write(key(id), { state: 'failed' } satisfies Word);
    },
  };
}
