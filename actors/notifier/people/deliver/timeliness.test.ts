import { expect, test } from 'bun:test';
import { lastingClass, timeliness } from './timeliness.ts';

const HOUR_MS = 3_600_000;
const writtenAt = new Date('2026-11-25T13:03:00Z');
const send = {
  writtenAt,
  createdAt: writtenAt,
  eventClass: 'important' as const,
  timeZone: 'America/Manaus',
  language: 'pt-BR',
};
const hours = (count: number) => new Date(writtenAt.getTime() + count * HOUR_MS);

test('an hour later a message says that it is late, and when it was written on the person’s clock', () => {
  expect(timeliness(send).late).toEqual({
    after: hours(1).toISOString(),
    text: 'Aviso atrasado: foi escrito em 25/11/2026 às 09:03.',
  });
  expect(timeliness({ ...send, language: 'en' }).late?.text).toStartWith('Late notice:');
});

test('one that goes out further, hours after it was written, says when that was, whenever it is sent', () => {
  expect(timeliness({ ...send, createdAt: hours(5) }).late).toEqual({
    after: hours(5).toISOString(),
    text: 'Este aviso foi escrito em 25/11/2026 às 09:03.',
  });
});

test('each class is worth sending for its time, and what is critical for ever', () => {
  const expiry = (eventClass: Parameters<typeof timeliness>[0]['eventClass'], createdAt = writtenAt) =>
    timeliness({ ...send, eventClass, createdAt }).expiresAt;
  expect(expiry('critical')).toBeUndefined();
  expect(expiry('routine')).toBe(hours(24).toISOString());
  expect(expiry('important', hours(5))).toBe(hours(77).toISOString());
});

test.each([
  [['operation', 'case'], 'case'],
  [['routine', 'report', 'operation'], 'report'],
  [['case', 'important'], 'important'],
  [['summary', 'routine'], 'routine'],
  [['routine', 'important', 'critical'], 'critical'],
] as const)('a message of %j is of the class that is worth sending longest', (classes, lasting) => {
  expect(lastingClass(classes)).toBe(lasting);
});
