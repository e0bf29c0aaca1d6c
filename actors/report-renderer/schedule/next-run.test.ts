import { expect, test } from 'bun:test';
import { nextRun, refuseCron } from './next-run.ts';

const SP = 'America/Sao_Paulo';
const at = (text: string) => new Date(text);

test.each([
  ['0 8 * * 1', SP, '2026-11-25T12:00:00Z', '2026-11-30T11:00:00.000Z'],
  ['0 8 * * 1', 'America/Manaus', '2026-11-25T12:00:00Z', '2026-11-30T12:00:00.000Z'],
  ['30 17 1 * *', SP, '2026-12-01T20:30:00Z', '2027-01-01T20:30:00.000Z'],
  ['0 0 29 2 *', SP, '2026-11-25T12:00:00Z', '2028-02-29T03:00:00.000Z'],
  ['0 9 * * MON-FRI', SP, '2026-11-27T12:00:00Z', '2026-11-30T12:00:00.000Z'],
])('%s in %s after %s is %s', (cron, timeZone, after, expected) => {
  expect(nextRun({ cron, timeZone }, at(after))?.toISOString()).toBe(expected);
});

test('an hour that summer time skips is not lost', () => {
  // New York goes from 02:00 to 03:00 on 2027-03-14.
  const next = nextRun({ cron: '30 2 14 3 *', timeZone: 'America/New_York' }, at('2027-03-13T12:00:00Z'));
  expect(next?.toISOString().slice(0, 10)).toBe('2027-03-14');
});

test.each([
  ['* * * * *', SP, 'cron'],
  ['*/10 * * * *', SP, 'cron'],
  ['0,5 8 * * *', SP, 'cron'],
  ['61 8 * * *', SP, 'cron'],
  ['0 8 * *', SP, 'cron'],
  ['0 0 8 * * *', SP, 'cron'],
  ['0 8 31 2 *', SP, 'cron'],
  ['sometimes', SP, 'cron'],
  ['@reboot', SP, 'cron'],
  ['2026-11-25T12:00:00', SP, 'cron'],
  ['', SP, 'cron'],
  ['0 8 * * 1', 'America/Jundiai', 'timeZone'],
  ['0 8 * * 1', '', 'timeZone'],
])('%j in %j is refused', (cron, timeZone, field) => {
  expect(refuseCron({ cron, timeZone }, at('2026-11-25T12:00:00Z'))).toMatchObject({ field });
});

test.each(['0 8 * * 1', '*/15 * * * *', '0 0 29 2 *'])('%s is taken', (cron) => {
  expect(refuseCron({ cron, timeZone: SP }, at('2026-11-25T12:00:00Z'))).toBeUndefined();
});
