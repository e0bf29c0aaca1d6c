import { expect, test } from 'bun:test';
import type { StoredEvent } from './history.ts';
import { compareNotices, type InboxRow, type NoticeRow } from './notices.ts';

function event(tenant: string, n: number, importance = 'high', origin = 'new'): StoredEvent {
  return {
    tenant_id: tenant,
    id: `evt_${n}`,
    aggregate_id: 'prc_1',
    version: n,
    type: 'movement.detected',
    origin,
    data: { movement: { importance } } as StoredEvent['data'],
  };
}

const events = [
  event('ten_a', 1),
  event('ten_a', 2, 'critical'),
  event('ten_b', 3),
  // What was there before, and what nobody wants to know.
  event('ten_a', 4, 'high', 'backfill'),
  event('ten_a', 5, 'low'),
];
const notice = (tenant: string, n: number, more: Partial<NoticeRow> = {}): NoticeRow => {
  return { tenant_id: tenant, event_id: `evt_${n}`, outcome: 'sent', notification_id: `ntf_${n}`, ...more };
};
const notices = [notice('ten_a', 1), notice('ten_a', 2), notice('ten_b', 3)];
const messages: InboxRow[] = notices.map(({ tenant_id, notification_id }) => {
  return { tenant_id, id: notification_id ?? '', state: 'sent' };
});
const wrong = (of: NoticeRow[], there = messages) =>
  Object.fromEntries(compareNotices(events, of, there).map(({ check, wrong }) => [check, wrong.length]));

test('finds nothing where each movement that matters was told', () => {
  expect(wrong(notices)).toEqual({ lost: 0, 'cross-tenant': 0 });
  const sameAct = notice('ten_a', 1, { outcome: 'suppressed', notification_id: null });
  expect(wrong([sameAct, ...notices.slice(1)])).toEqual({ lost: 0, 'cross-tenant': 0 });
});

test('finds what nothing was decided about, what still waits, and what was told by no message', () => {
  expect(wrong(notices.slice(1)).lost).toBe(1);
  const held = notice('ten_a', 1, { outcome: 'held', notification_id: null });
  expect(wrong([held, ...notices.slice(1)]).lost).toBe(1);
  expect(wrong(notices, messages.slice(1)).lost).toBe(1);
  const waiting = messages.map((message, i) => (i === 0 ? { ...message, state: 'queued' } : message));
  expect(wrong(notices, waiting).lost).toBe(1);
});

test('finds what was told to another firm', () => {
  expect(wrong([notice('ten_b', 1), ...notices.slice(1)])).toMatchObject({ lost: 2, 'cross-tenant': 1 });
});
