import { expect, test } from 'bun:test';
import { createMailMeter } from './limits.ts';

const meter = () => createMailMeter({ perSecond: 2, perRecipientMinute: 3, connections: 1 });

test('past its rate a sender is asked to come later, and may come later', () => {
  const { take } = meter();
  expect([take('a', 0), take('b', 10), take('c', 20)?.slice(0, 3), take('c', 1_001)]).toEqual([
    undefined,
    undefined,
    '421',
    undefined,
  ]);
});

test('one mailbox takes less than all together', () => {
  const { take } = meter();
  const replies = [0, 1_000, 2_000, 3_000].map((at) => take('a', at)?.slice(0, 9));
  expect(replies).toEqual([undefined, undefined, undefined, '450 4.2.1']);
  expect(take('b', 3_000)).toBeUndefined();
});

test('one connection too many is refused', () => {
  const { connect } = meter();
  expect([connect(0, 0), connect(1, 0)?.slice(0, 3)]).toEqual([undefined, '421']);
});

test('who goes on all the same is blocked, at the door as well', () => {
  const one = meter();
  const replies = Array.from({ length: 30 }, (_, i) => one.take(`to ${i}`, i)?.slice(0, 3));
  expect(replies.slice(0, 4)).toEqual([undefined, undefined, '421', '421']);
  expect(new Set(replies.slice(22))).toEqual(new Set(['550']));
  expect([one.bans, one.connect(0, 1_000)?.slice(0, 3)]).toEqual([1, '554']);
  expect(one.take('late', 4_000_000)).toBeUndefined();
});
