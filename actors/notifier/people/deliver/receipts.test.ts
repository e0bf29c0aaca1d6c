import { expect, test } from 'bun:test';
import fc from 'fast-check';
import type { NotificationSend } from '../../../../db/notifications/notification.ts';
import type { Receipt } from '../../../contracts/channels.ts';
import { applyReceipt, ofPresentSecrets } from './receipts.ts';

const now = new Date('2026-11-25T12:00:00Z');
const at = now.toISOString();
const fresh = {
  id: 'snd_1',
  state: 'queued',
  attempts: 0,
  form: null,
  sentAt: null,
  deliveredAt: null,
} as NotificationSend;

const receipt = (state: string, error?: Receipt['error']): Receipt => ({ state, at, error }) as Receipt;
const failure = (failureClass: string, more: object = {}) =>
  receipt('failed', { class: failureClass, code: '1', detail: 'x', ...more } as Receipt['error']);

/** What a send is after receipts in this order. */
function after(receipts: readonly Receipt[], send = fresh): NotificationSend {
  let known = send;
  for (const one of receipts) {
    const settled = applyReceipt(known, one, now, 0);
    if (!settled) continue;
    const { id: _, ...change } = settled.change;
    known = { ...known, ...change } as unknown as NotificationSend;
  }
  return known;
}

test('read implies delivered and sent, and what comes later changes nothing', () => {
  const read = after([receipt('read')]);
  expect(read).toMatchObject({ state: 'read', sentAt: at, deliveredAt: at, readAt: at, nextAttemptAt: null });
  expect(after([receipt('delivered'), receipt('sent'), failure('retry')], read)).toEqual(read);
});

test('receipts in any order, any number of times, end in the same state', () => {
  const good = fc.array(fc.constantFrom('sent', 'delivered', 'read'), { minLength: 1, maxLength: 8 });
  fc.assert(
    fc.property(good, (states) => {
      const best = (['read', 'delivered', 'sent'] as const).find((state) => states.includes(state));
      expect(after(states.map((state) => receipt(state))).state).toBe(best as NotificationSend['state']);
    }),
  );
});

test('it reached the person once, whatever is told again', () => {
  const send = { ...fresh };
  expect(applyReceipt(send, receipt('delivered'), now, 0)?.arrived).toBe(true);
  const delivered = after([receipt('delivered')]);
  expect(applyReceipt(delivered, receipt('delivered'), now, 0)).toBeUndefined();
  expect(applyReceipt(delivered, receipt('read'), now, 0)?.arrived).toBe(false);
});

test('what it cost is written down once, whichever word brings it, and never of a message that was not sent', () => {
  const cost = { category: 'utility', billable: true };
  const later = { ...receipt('sent'), cost } as Receipt;
  const sent = after([receipt('sent')], { ...fresh, cost: null });
  expect(applyReceipt(sent, later, now, 0)).toMatchObject({
    change: { cost },
    step: { state: 'sent', cost },
  });
  expect(applyReceipt(after([later], sent), later, now, 0)).toBeUndefined();
  expect(applyReceipt({ ...sent, state: 'failed' }, later, now, 0)?.change.state).toBe('sent');
});

test('the word of an adapter ends the count of hand-overs without one', () => {
  expect(after([failure('retry')], { ...fresh, handed: 3 })).toMatchObject({ attempts: 1, handed: 0 });
});

test('a dead connection is a passing failure where the secrets are newer than those that were sent through, and nothing else is', () => {
  const versions = fc.option(fc.integer({ min: 1, max: 3 }), { nil: undefined });
  const classes = fc.constantFrom('disable-connection', 'terminal', 'switch', 'disable-link', 'retry');
  fc.assert(
    fc.property(classes, versions, versions, (failureClass, version, since) => {
      const given: Receipt = { ...failure(failureClass), version };
      const isOld = version !== undefined && since !== undefined && version < since;
      const expected = failureClass === 'disable-connection' && isOld ? 'retry' : failureClass;
      const read = ofPresentSecrets(given, since);
      expect(read).toEqual({ ...given, error: { ...given.error, class: expected } } as Receipt);
      expect(applyReceipt(fresh, read, now, 0)?.version).toBe(expected === 'retry' ? undefined : version);
    }),
  );
});

test('each class of failure has its consequence', () => {
  const consequence = (failureClass: string) =>
    applyReceipt(fresh, failure(failureClass), now, 0)?.consequence;
  expect(['terminal', 'retry', 'switch', 'disable-link', 'disable-connection'].map(consequence)).toEqual([
    'give-up',
    'none',
    'switch',
    'disable-link',
    'disable-connection',
  ]);
});

test('again after what the provider asked, and no sooner than the backoff; then on to the next channel', () => {
  const wait = (error: object) => {
    const change = applyReceipt(fresh, failure('retry', error), now, 0)?.change;
    return Date.parse(change?.nextAttemptAt ?? '') - now.getTime();
  };
  expect(wait({})).toBe(10_000);
  expect(wait({ retryAfterMs: 45_000 })).toBe(45_000);
  expect(wait({ retryAfterMs: 10 ** 12 })).toBe(24 * 3_600_000);
  const sixTimes = after(Array.from({ length: 6 }, () => failure('retry')));
  expect(sixTimes).toMatchObject({ state: 'queued', attempts: 6 });
  expect(applyReceipt(sixTimes, failure('retry'), now, 0)).toMatchObject({
    consequence: 'switch',
    change: { state: 'failed' },
  });
});

test('a send that was given up may still arrive', () => {
  const failed = after([failure('switch')]);
  expect(applyReceipt(failed, failure('switch'), now, 0)).toBeUndefined();
  expect(after([receipt('delivered')], failed).state).toBe('delivered');
});
