import { describe, expect, test } from 'bun:test';
import type { DueDelivery } from '../../../db/webhooks/lane.ts';
import type { Decision } from './outcome.ts';
import type { Result } from './post-delivery.ts';
import { type Sending, sendChains } from './send-chains.ts';

const delivery = (id: string) => ({ id }) as DueDelivery;
const chain = (...ids: string[]) => ids.map(delivery);
const calm = { throttleUntil: null, disable: null };
const DELIVERED: Decision = { ...calm, outcome: 'delivered' };
const RETRY: Decision = { ...calm, outcome: 'retry', at: new Date(), counts: true };

/** Sends with decisions by id; answers what was posted, in order, and how many were under way at once. */
async function send(decisions: Record<string, Decision>, options: Partial<Sending>) {
  const posted: string[] = [];
  let underWay = 0;
  let most = 0;
  const sent = await sendChains({
    chains: [],
    parallel: 8,
    budgetMs: 60_000,
    waitMs: () => 0,
    signal: new AbortController().signal,
    async post({ id }) {
      posted.push(id);
      most = Math.max(most, ++underWay);
      await Bun.sleep(1);
      underWay--;
      return { delivery: delivery(id), decision: decisions[id] ?? DELIVERED } as Result;
    },
    ...options,
  });
  return { posted, most, ...sent };
}

test('chains go side by side, as many as allowed; each in order', async () => {
  const chains = [chain('a1', 'a2', 'a3'), chain('b1', 'b2'), chain('c1'), chain('d1')];
  const { posted, most, results } = await send({}, { chains, parallel: 2 });
  expect(most).toBe(2);
  expect(posted.filter((id) => id.startsWith('a'))).toEqual(['a1', 'a2', 'a3']);
  expect(results).toHaveLength(7);
});

test('a chain ends with a retry, and goes on after one that was given up', async () => {
  const failed: Decision = { ...calm, outcome: 'failed', reason: 'exhausted' };
  const { posted } = await send(
    { a1: RETRY, b1: failed },
    { chains: [chain('a1', 'a2'), chain('b1', 'b2')] },
  );
  expect(posted.sort()).toEqual(['a1', 'b1', 'b2']);
});

describe('nothing new begins', () => {
  const chains = [chain('a1', 'a2'), chain('b1')];
  test('once the receiver asks to slow down', async () => {
    const slow: Decision = { ...RETRY, throttleUntil: new Date() } as Decision;
    expect((await send({ a1: slow }, { chains, parallel: 1 })).posted).toEqual(['a1']);
  });
  test('once it wants no more, even in a success', async () => {
    const enough: Decision = { ...DELIVERED, disable: 'asked' };
    expect((await send({ a1: enough }, { chains, parallel: 1 })).posted).toEqual(['a1']);
  });
  test('once the time of the turn is over', async () => {
    expect((await send({}, { chains, budgetMs: 0 })).posted).toEqual([]);
  });
  test('once the partition goes', async () => {
    expect((await send({}, { chains, signal: AbortSignal.abort() })).posted).toEqual([]);
  });
  test('once the rate is used up for longer than the turn; the wait is told', async () => {
    let left = 2;
    const waitMs = () => (left-- > 0 ? 0 : 90_000);
    const sent = await send({}, { chains, parallel: 1, waitMs });
    expect(sent.posted).toEqual(['a1', 'a2']);
    expect(sent.rateWaitMs).toBe(90_000);
  });
});

test('a short wait for the rate is waited for', async () => {
  let asked = 0;
  const sent = await send({}, { chains: [chain('a1', 'a2')], waitMs: () => (asked++ % 2 ? 0 : 5) });
  expect(sent.posted).toEqual(['a1', 'a2']);
  expect(sent.rateWaitMs).toBe(0);
});

test('an error waits for the posts under way', async () => {
  let ended = false;
  const post = async ({ id }: DueDelivery) => {
    if (id === 'a1') throw new Error('a bug');
    await Bun.sleep(20);
    ended = true;
    return { delivery: delivery(id), decision: DELIVERED } as Result;
  };
  await expect(send({}, { chains: [chain('a1'), chain('b1')], post })).rejects.toThrow('a bug');
  expect(ended).toBe(true);
});
