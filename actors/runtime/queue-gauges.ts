import { Gauge, type Registry } from 'prom-client';
import type { Pool } from '../../db/pool.ts';

/** A scrape never costs Postgres more than a twentieth of its time, however long the queues. */
const LEAST_AGE_MS = 5_000;
const REST_FACTOR = 20;

/**
 * Queue depth and age of one kind, asked of Postgres when they are scraped and kept for some seconds. Every worker
 * process of the kind exports the same value: take the maximum over them.
 */
export function createQueueGauges(
  registry: Registry,
  pool: Pool,
  kind: string,
  onError: (error: unknown) => void,
): void {
  let freshUntil = 0;
  let asking: Promise<void> | undefined;

  async function ask(): Promise<void> {
    const startedAt = performance.now();
    const { rows } = await pool.query({ name: 'rt-queue', text: QUEUE, values: [kind] });
    const { waiting, age, reminders, dead } = rows[0];
    depth.set({ kind }, waiting);
    oldest.set({ kind }, age);
    sleeping.set({ kind }, reminders);
    letters.set({ kind }, dead);
    const took = performance.now() - startedAt;
    freshUntil = performance.now() + Math.max(LEAST_AGE_MS, took * REST_FACTOR);
  }

  function refresh(): Promise<void> {
    if (performance.now() < freshUntil) return Promise.resolve();
    asking ??= ask()
      .catch(onError)
      .finally(() => {
        asking = undefined;
      });
    return asking;
  }

  const gauge = (name: string, help: string) =>
    new Gauge({ name, help, labelNames: ['kind'], registers: [registry], collect: refresh });
  const depth = gauge('lux_queue_depth', 'Messages that wait or are being handled');
  const oldest = gauge('lux_queue_oldest_seconds', 'Age of the oldest of them');
  const sleeping = gauge('lux_reminders_sleeping', 'Reminders whose time has not come');
  const letters = gauge('lux_dead_letters', 'Dead letters that nobody has dealt with');
}

const QUEUE = `
  select count(*) filter (where due_at is null) as waiting, count(*) filter (where due_at is not null) as reminders,
    coalesce(greatest(0, extract(epoch from now() - min(sent_at) filter (where due_at is null))), 0)::float8 as age,
    (select count(*) from rt.dead_letters where kind = $1) as dead
  from rt.messages where kind = $1`;
