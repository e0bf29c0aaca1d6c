import type { Logger } from 'pino';
import { type Memory, MemoryConflict } from '../../../actors/runtime/nats/bridge/memory.ts';

/**
 * One process of a channel sends at a time: the provider's limits are per bot, and nobody else counts them.
 *
 *   standing by ── the word is free, or has not changed for `EXPIRES_MS` of our own clock ──▶ leading
 *   leading ── every `RENEW_MS` a new word, comparing the revision of our last one
 *   leading ── another's word, or no word of ours stored for `LOST_MS` ──▶ standing by
 *
 * LOST_MS < EXPIRES_MS: who cannot renew stops before another begins. A process that was paused for longer and wakes up may
 * still end a send it had begun; claims keep that from being a second one.
 */
const RENEW_MS = 1_000;
const LOST_MS = 3_500;
const EXPIRES_MS = 5_000;

export interface Lease {
  readonly leading: boolean;
  /** Lets another lead at once. */
  release(): Promise<void>;
}

const KEY = 'lease';
type Word = { owner: string | null; beat: number };

export function holdLease(options: {
  memory: Memory;
  owner: string;
  log: Logger;
  onChange: (leading: boolean) => void;
}): Lease {
  const { memory, owner, log } = options;
  let leading = false;
  let revision = 0;
  let beat = 0;
  let renewedAt = 0;
  let seen = { revision: -1, at: 0 };
  let stopped = false;

  function setLeading(next: boolean): void {
    if (leading === next) return;
    leading = next;
    log.info(next ? 'this process sends from now on' : 'this process stands by');
    options.onChange(next);
  }

  async function renew(): Promise<void> {
    const asked = performance.now();
    revision = await memory.write(KEY, { owner, beat: ++beat } satisfies Word, revision);
    renewedAt = asked;
  }

  async function look(): Promise<void> {
    const present = await memory.read(KEY);
    const now = performance.now();
    if (present && present.revision !== seen.revision) seen = { revision: present.revision, at: now };
    const free = !present || (present.value as Word).owner === null;
    if (!free && now - seen.at < EXPIRES_MS) return;
    revision = present?.revision ?? 0;
    await renew();
    setLeading(true);
  }

  async function step(): Promise<void> {
    try {
      await (leading ? renew() : look());
    } catch (error) {
      if (error instanceof MemoryConflict) setLeading(false);
      // NATS is away: it says so itself.
    }
  }

  void (async () => {
    while (!stopped) {
      await step();
      await Bun.sleep(leading ? RENEW_MS : RENEW_MS / 2);
    }
  })();
  // Beside the loop: a renewal that hangs must not keep it from being noticed.
  const watch = setInterval(() => {
    if (leading && performance.now() - renewedAt > LOST_MS) setLeading(false);
  }, RENEW_MS / 4);

  return {
    get leading() {
      return leading && !stopped;
    },
    async release() {
      stopped = true;
      clearInterval(watch);
      if (leading)
        await memory.write(KEY, { owner: null, beat: ++beat } satisfies Word, revision).catch(() => {});
      leading = false;
    },
  };
}
