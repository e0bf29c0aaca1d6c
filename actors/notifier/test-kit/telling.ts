import pino from 'pino';
import { waitFor } from '../../../compose/test-kit/wait-for.ts';
import { createToAdapters, type ToAdapters } from '../../runtime/nats/to-adapters.ts';
import { startInbound } from '../inbound/start.ts';
import { type FakeAdapter, startFakeAdapter } from './fake-adapter.ts';
import { createRunning, type Running } from './running.ts';

/** A notifier with its ears, and an adapter that a test speaks for. */
export interface Telling {
  running: Running;
  telegram: FakeAdapter;
  /** Sets the clock forward and wakes what is due by it. */
  pass(ms: number): Promise<void>;
  drained(): Promise<void>;
  close(): Promise<void>;
}

/** @param through what the notifier has in place of the plain way to its adapters */
export async function startTelling(through = (adapters: ToAdapters) => adapters): Promise<Telling> {
  const running = await createRunning();
  const { harness, clock } = running;
  await running.start({ adapters: through(createToAdapters(harness.broker, 1)) });
  const telegram = await startFakeAdapter(harness, 'telegram');
  const inbound = startInbound({
    pool: harness.runtime,
    broker: harness.broker,
    replicas: 1,
    road: harness.road,
    adapters: createToAdapters(harness.broker, 1),
    platformConnections: [],
    log: pino({ level: 'silent' }),
  });
  const drained = () => harness.drained('notifier');
  return {
    running,
    telegram,
    drained,
    async pass(ms) {
      await drained();
      clock.aheadMs += ms;
      // Postgres wakes reminders by its own clock, which a test does not move: they are brought forward instead, and those
      // that they set in turn.
      for (let round = 0; round < 10; round++) {
        const { rowCount } = await harness.admin.query(
          // Well into the past: the clocks of two processors may differ by more than the time between two statements.
          `update rt.messages set due_at = now() - interval '1 minute' where due_at > now() and due_at <= now() + $1 * interval '1 millisecond'`,
          [clock.aheadMs],
        );
        if (rowCount === 0 && round > 0) return;
        await waitFor('the reminders to be woken', async () => {
          const { rows } = await harness.admin.query('select 1 from rt.messages where due_at <= now()');
          return rows.length === 0;
        });
        await drained();
      }
    },
    async close() {
      await inbound.stop();
      await telegram.close();
      await running.close();
    },
  };
}
