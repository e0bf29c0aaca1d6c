import { afterAll, beforeAll, beforeEach, describe, expect, setDefaultTimeout, test } from 'bun:test';
import { acquirePostgres, type TestDatabase } from '../../compose/test-kit/postgres.ts';
import { createPool, type Pool } from '../../db/pool.ts';
import { createLeaseKeeper, type LeaseKeeper } from './lease.ts';
import { registerKind } from './register-kind.ts';

setDefaultTimeout(60_000);

let database: TestDatabase;
let pool: Pool;
beforeAll(async () => {
  database = await acquirePostgres();
  pool = createPool({ url: database.urls.runtime, name: 'lease', max: 4, onError() {} });
  await registerKind(pool, 'k');
});
afterAll(async () => {
  await pool.end();
  await database.release();
});
beforeEach(async () => {
  await pool.query('update rt.leases set owner = null, expires_at = null');
  await pool.query('delete from rt.workers');
});

interface Kept {
  keeper: LeaseKeeper;
  acquired: number[];
  lost: number[];
  surplus: number[][];
}

/** A keeper on a pool whose answers may be lost: the statement is done, and the caller hears an error. */
function keep(
  owner: string,
  options: { loses?: (name: string) => boolean; clock?: () => number } = {},
): Kept {
  const kept = { acquired: [] as number[], lost: [] as number[], surplus: [] as number[][] };
  const faulty = {
    async query(query: { name: string }) {
      const result = await pool.query(query as never);
      if (options.loses?.(query.name)) throw new Error('Connection terminated unexpectedly');
      return result;
    },
  } as unknown as Pool;
  const keeper = createLeaseKeeper({
    pool: faulty,
    kind: 'k',
    owner,
    partitions: 16,
    ttlMs: 5_000,
    monotonic: options.clock ?? (() => performance.now()),
    onAcquired: (p) => void kept.acquired.push(p),
    onLost: (p) => void kept.lost.push(p),
    onSurplus: (p) => void kept.surplus.push(p),
  });
  return { keeper, ...kept };
}

describe('leases', () => {
  test('two workers share; the surplus is told once, and not taken back before it is released', async () => {
    const [a, b] = [keep('a'), keep('b')];
    await a.keeper.beat();
    expect(a.keeper.held.size).toBe(16);
    await b.keeper.beat();
    for (let i = 0; i < 3; i++) await a.keeper.beat();
    expect(a.surplus.map((s) => s.length)).toEqual([8]);
    await a.keeper.release(a.surplus[0] as number[]);
    await b.keeper.beat();
    await a.keeper.beat();
    expect([a.keeper.held.size, b.keeper.held.size]).toEqual([8, 8]);
    expect(a.acquired).toHaveLength(16);
  });

  test('what was acquired though the answer was lost is served all the same', async () => {
    let losing = true;
    const a = keep('a', { loses: (name) => losing && name === 'rt-lease-acquire' });
    await expect(a.keeper.beat()).rejects.toThrow('terminated');
    expect(a.keeper.held.size).toBe(0);
    losing = false;
    await a.keeper.beat();
    expect(a.keeper.held.size).toBe(16);
    expect(new Set(a.acquired).size).toBe(16);
  });

  test('what was released though the release failed is not held for ever by nobody', async () => {
    const a = keep('a');
    await a.keeper.beat();
    // The statement never reached Postgres: the row is still ours there.
    const failing = keep('a', { loses: () => false });
    await failing.keeper.beat();
    expect(failing.keeper.held.size).toBe(16);
    expect(failing.acquired).toHaveLength(16);
  });

  test('without an answer from Postgres everything is let go when the time is over', async () => {
    let now = 0;
    const a = keep('a', { clock: () => now });
    await a.keeper.beat();
    now = 4_900;
    a.keeper.expire();
    expect(a.lost).toEqual([]);
    now = 5_100;
    a.keeper.expire();
    expect(a.lost).toHaveLength(16);
    expect(a.keeper.held.size).toBe(0);
  });

  test('a lease that another took is lost, and every change of hands raises the epoch', async () => {
    const [a, b] = [keep('a'), keep('b')];
    await a.keeper.beat();
    const before = new Map(a.keeper.held);
    await pool.query("update rt.leases set expires_at = now() - interval '1 second'");
    await b.keeper.beat();
    await a.keeper.beat();
    expect(a.lost.length).toBeGreaterThan(0);
    for (const [partition, epoch] of b.keeper.held) expect(epoch).toBe((before.get(partition) as number) + 1);
  });

  test('a take-over waits for a commit in progress under the lease', async () => {
    const [a, b] = [keep('a'), keep('b')];
    await a.keeper.beat();
    const committing = await pool.connect();
    await committing.query('begin');
    await committing.query("select 1 from rt.leases where kind = 'k' and partition = 3 for key share");
    await pool.query("update rt.leases set expires_at = now() - interval '1 second'");
    await pool.query('delete from rt.workers');
    await b.keeper.beat();
    expect(b.keeper.held.has(3)).toBe(false);
    expect(b.keeper.held.size).toBe(15);
    await committing.query('commit');
    committing.release();
    await b.keeper.beat();
    expect(b.keeper.held.has(3)).toBe(true);
  });

  test('what was taken by a slow road is kept for its whole time, counted from when it was asked for', async () => {
    let now = 0;
    const slow = () => {
      now += 2_000;
      return false;
    };
    const { keeper, lost } = keep('a', { loses: slow, clock: () => now });
    await keeper.beat();
    expect(now).toBe(6_000);
    keeper.expire();
    expect(keeper.held.size).toBe(16);
    now = 9_001;
    keeper.expire();
    expect(lost.length).toBe(16);
  });
});
