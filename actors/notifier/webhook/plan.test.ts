import { describe, expect, test } from 'bun:test';
import type { DueDelivery } from '../../../db/webhooks/lane.ts';
import { planTurn } from './plan.ts';

const LATER = new Date('2026-11-23T12:00:00Z');

function due(position: number, processId: string | null, before = 0): DueDelivery {
  return {
    id: `whd_${position}`,
    eventId: `evt_${position}`,
    eventType: 'movement.detected',
    processId,
    position,
    attempts: 0,
    resend: false,
    body: '{}',
    sealed: false,
    before,
    beforeUntil: before > 0 ? LATER : null,
  };
}

const positions = (plan: ReturnType<typeof planTurn>) =>
  plan.chains.map((chain) => chain.map(({ position }) => position));

test('what is of no process goes beside everything; what is of one goes in a chain, by position', () => {
  const plan = planTurn([due(4, 'a', 1), due(1, null), due(2, 'a'), due(3, 'b'), due(5, null)]);
  expect(positions(plan)).toEqual([[2, 4], [1], [3], [5]]);
  expect(plan.holds).toEqual([]);
});

describe('behind one that is not due', () => {
  test('nothing of the process goes, and all wait until then', () => {
    const plan = planTurn([due(5, 'a', 1), due(6, 'a', 2), due(7, 'b')]);
    expect(positions(plan)).toEqual([[7]]);
    expect(plan.holds).toEqual([{ processId: 'a', position: 4, until: LATER.toISOString() }]);
  });

  test('those before it go', () => {
    // 3 is pending between 2 and 4, and is not due.
    const plan = planTurn([due(1, 'a'), due(2, 'a', 1), due(4, 'a', 3)]);
    expect(positions(plan)).toEqual([[1, 2]]);
    expect(plan.holds).toEqual([{ processId: 'a', position: 3, until: LATER.toISOString() }]);
  });
});
