import { randomBytes } from 'node:crypto';
import { createToAdapters } from '../../runtime/nats/to-adapters.ts';
import { createHarness, type Harness } from '../../runtime/test-kit/harness.ts';
import type { WorkerOptions } from '../../runtime/worker.ts';
import { createNotifier, type NotifierOptions } from '../actor.ts';
import { parseSealingKeys, type SealingKeys } from '../webhook/seal.ts';
import { createFirm, type Firm } from './firm.ts';
import { loopbackEgress } from './loopback-egress.ts';
import { type Receiver, startReceiver } from './receiver.ts';
import { TEST_LINKS } from './report-links.ts';

/** Postgres, NATS, partners' servers, and a clock that a test may set forward. */
export interface Running {
  harness: Harness;
  keys: SealingKeys;
  /** Milliseconds that the notifier's clock is ahead. */
  clock: { aheadMs: number };
  firm(): Firm;
  receiver(): Promise<Receiver>;
  start(options?: Partial<NotifierOptions>, worker?: Partial<WorkerOptions>): ReturnType<Harness['start']>;
  close(): Promise<void>;
}

export const SEALING_KEYS = `k1:${randomBytes(32).toString('base64')}`;

export async function createRunning(): Promise<Running> {
  const harness = await createHarness();
  const keys = parseSealingKeys(SEALING_KEYS);
  const receivers: Receiver[] = [];
  const clock = { aheadMs: 0 };
  return {
    harness,
    keys,
    clock,
    firm: () => createFirm(harness, keys),
    async receiver() {
      const receiver = await startReceiver();
      receivers.push(receiver);
      return receiver;
    },
    start(options = {}, worker = {}) {
      const actor = createNotifier({
        egress: loopbackEgress(),
        sealingKeys: keys,
        publicUrl: 'https://lux.example',
        adapters: createToAdapters(harness.broker, 1),
        reportLinks: TEST_LINKS,
        now: () => new Date(Date.now() + clock.aheadMs),
        random: () => 0,
        ...options,
      });
      return harness.start(actor, worker);
    },
    async close() {
      for (const receiver of receivers) await receiver.close();
      await harness.close();
    },
  };
}
