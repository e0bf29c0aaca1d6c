import { describe, expect, test } from 'bun:test';
import fc from 'fast-check';
import { createBrasiliaClock } from './brasilia-time.ts';
import { readCourtDate, readServerDate } from './court-date.ts';

const clock = createBrasiliaClock();

describe('a date written by a court', () => {
  test.each([
    ['2014-11-04T15:53:29.000Z', '2014-11-04T15:53:29-02:00'],
    ['20141104155329', '2014-11-04T15:53:29-02:00'],
    [20141104155329, '2014-11-04T15:53:29-02:00'],
    ['2025-07-08T16:01:17.000Z', '2025-07-08T16:01:17-03:00'],
    ['2025-07-08T16:01:17.000000Z', '2025-07-08T16:01:17-03:00'],
    ['2025-07-08T16:01:17.000000000Z', '2025-07-08T16:01:17-03:00'],
    ['2025-07-08T16:01:17', '2025-07-08T16:01:17-03:00'],
    ['2025-07-08 16:01:17', '2025-07-08T16:01:17-03:00'],
    ['2025-07-08T16:01', '2025-07-08T16:01:00-03:00'],
    ['2025-07-08T16:01:17.120Z', '2025-07-08T16:01:17.120-03:00'],
    ['2025-07-08T16:01:17.120456Z', '2025-07-08T16:01:17.120-03:00'],
    ['2025-07-08T19:01:17.000+00:00', '2025-07-08T16:01:17-03:00'],
    ['2025-07-08T16:01:17-0300', '2025-07-08T16:01:17-03:00'],
    ['2018-10-29', '2018-10-29T00:00:00-03:00'],
    ['20181029', '2018-10-29T00:00:00-03:00'],
    ['201810291530', '2018-10-29T15:30:00-03:00'],
    [Date.UTC(2018, 9, 29, 11), '2018-10-29T11:00:00-03:00'],
    [String(Date.UTC(2018, 9, 29, 11)), '2018-10-29T11:00:00-03:00'],
    [Date.UTC(2018, 9, 29, 11) / 1000, '2018-10-29T11:00:00-03:00'],
    ['  2018-10-29T00:00:00.000Z ', '2018-10-29T00:00:00-03:00'],
    ['2022-11-03T00:30:00.000Z', '2022-11-03T00:30:00-03:00'],
  ])('%p is %s', (value, expected) => {
    expect(readCourtDate(value, clock)).toBe(expected);
  });

  test.each(
    [
      '19000101000000',
      19000101000000,
      '1900-01-01T00:00:00.000Z',
      '00010101000000',
      '0001-01-01T00:00:00.000Z',
      '00000000000000',
      '0',
      0,
      '',
      ' ',
      null,
      undefined,
    ].map((value) => [value]),
  )('%p is no date', (value) => {
    expect(readCourtDate(value, clock)).toBeNull();
  });

  test.each(
    [
      'ontem',
      '2025-02-30T00:00:00.000Z',
      '20250230000000',
      '2025-13-01',
      '2025-01-01T25:00:00Z',
      '2025-01-01T00:60:00Z',
      '99991231235959',
      12,
      -5,
      1.5,
      Number.NaN,
      Number.POSITIVE_INFINITY,
      true,
      {},
      [],
      ['2025-01-01'],
      '2025-07-08T16:01:17+99:99',
    ].map((value) => [value]),
  )('%p cannot be read', (value) => {
    expect(readCourtDate(value, clock)).toBeUndefined();
  });

  test('the 29th of February is one only in a leap year', () => {
    expect(readCourtDate('2024-02-29', clock)).toBe('2024-02-29T00:00:00-03:00');
    expect(readCourtDate('2000-02-29', clock)).toBe('2000-02-29T00:00:00-03:00');
    expect(readCourtDate('2023-02-29', clock)).toBeUndefined();
    expect(readCourtDate('2100-02-29', clock)).toBeUndefined();
  });

  test('both forms of one wall clock give one text, whose wall clock is what the court wrote', () => {
    const wall = fc.date({ min: new Date('1901-01-01'), max: new Date('2100-01-01'), noInvalidDate: true });
    fc.assert(
      fc.property(wall, (date) => {
        const iso = `${date.toISOString().slice(0, 19)}.000Z`;
        const read = readCourtDate(iso, clock);
        expect(read).toBe(readCourtDate(iso.replace(/\D/g, '').slice(0, 14), clock));
        expect(read?.slice(0, 19)).toBe(iso.slice(0, 19));
      }),
    );
  });

  test('nothing makes it throw', () => {
    fc.assert(
      fc.property(fc.oneof(fc.anything(), fc.string(), fc.stringMatching(/^[\d:.TZ+-]{0,30}$/)), (value) => {
        const read = readCourtDate(value, clock);
        if (typeof read === 'string') expect(Number.isNaN(Date.parse(read))).toBe(false);
        const server = readServerDate(value);
        if (typeof server === 'string') expect(new Date(server).toISOString()).toBe(server);
      }),
      // Nine to thirteen characters, as epochs have.
      { numRuns: 1000, examples: [[Number.NEGATIVE_INFINITY], [1.234567e123], [-1.5e-300], [123456789.5]] },
    );
  });
});

describe('a date written by CNJ', () => {
  test.each([
    ['2023-07-21T19:10:08.483Z', '2023-07-21T19:10:08.483Z'],
    ['2026-02-05T15:45:31.114000Z', '2026-02-05T15:45:31.114Z'],
    ['2025-11-03T15:24:08.717043217Z', '2025-11-03T15:24:08.717Z'],
    ['2025-11-03T15:24:08Z', '2025-11-03T15:24:08.000Z'],
    ['2025-11-03T12:24:08-03:00', '2025-11-03T15:24:08.000Z'],
    ['20251103152408', '2025-11-03T15:24:08.000Z'],
    [1681366085550, '2023-04-13T06:08:05.550Z'],
    ['1681366085550', '2023-04-13T06:08:05.550Z'],
    [null, null],
    [undefined, null],
    ['19000101000000', null],
    ['agora', undefined],
    [{}, undefined],
    [8.7e15, undefined],
  ])('%p is %p', (value, expected) => {
    expect(readServerDate(value)).toBe(expected);
  });
});
