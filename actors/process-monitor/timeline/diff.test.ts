import { describe, expect, test } from 'bun:test';
import type { CourtMovement } from '../../contracts/court-document.ts';
import { answer, brief, m, OBSERVED, run } from './answers.testkit.ts';
import { diff } from './diff.ts';

describe('the first list', () => {
  test('is taken in silently, as what was there before', () => {
    const { last, history } = run([[m(26, '01-01'), m(51, '01-02')]]);
    expect(last.outcome).toBe('baseline');
    expect(last.changes).toMatchObject([
      { type: 'detected', origin: 'backfill', silent: true, entry: { id: 'mov_1', code: 26 } },
      { type: 'detected', origin: 'backfill', silent: true, entry: { id: 'mov_2', code: 51 } },
    ]);
    expect(history.entries.length).toBe(2);
  });

  test('of an appeal in a case watched since May tells what came after', () => {
    const { last } = run([[m(26, '05-20'), m(12104, '06-02')]], { watchedSince: '2024-06-01T00:00:00.000Z' });
    expect(last.changes).toMatchObject([
      { origin: 'backfill', silent: true },
      { origin: 'new', silent: false },
    ]);
  });

  test('is still to come while there is no list', () => {
    const { steps } = run([null, [], [m(26, '01-01')]]);
    expect(steps.map((s) => s.outcome)).toEqual(['no_list', 'no_list', 'baseline']);
  });
});

describe('what is told', () => {
  const start = [m(26, '01-01'), m(51, '02-01', [3, 5]), m(85, '03-01')];

  test('a movement after the last one is new, one before it is late, one of the same second is new', () => {
    const { last } = run([start, [...start, m(92, '03-05'), m(60, '02-15'), m(67, '03-01')]]);
    expect(last.changes).toMatchObject([
      { type: 'detected', origin: 'late', silent: false, entry: { code: 60 } },
      { type: 'detected', origin: 'new', silent: false, entry: { code: 67 } },
      { type: 'detected', origin: 'new', silent: false, entry: { code: 92 } },
    ]);
  });

  test('nothing, for the same answer again, in another order or with other names and units', () => {
    const cosmetic = [...start].reverse().map((x) => ({ ...x, name: 'X', unit: { code: '1', name: 'Y' } }));
    const { steps } = run([start, start, cosmetic]);
    expect(steps.map((s) => s.outcome)).toEqual(['baseline', 'unchanged', 'unchanged']);
  });

  test('nothing, for an absent or empty list', () => {
    const { steps, history } = run([start, null, []]);
    expect(steps.slice(1).every((s) => s.changes.length === 0)).toBe(true);
    expect(history.entries.some((e) => e.gone)).toBe(false);
  });

  test('a withdrawal, and the same movement restored under its id', () => {
    const { steps, history } = run([start, start.slice(0, 2), start.slice(0, 2), start]);
    expect(steps.map((s) => brief(s.changes))).toEqual([
      ['detected 26 01-01 silent', 'detected 51 02-01 silent', 'detected 85 03-01 silent'],
      ['withdrawn 85 03-01'],
      [],
      ['restored 85 03-01'],
    ]);
    expect(steps[1]?.changes[0]?.entry).toMatchObject({ id: 'mov_3', gone: true });
    expect(history.entries[2]).toMatchObject({ id: 'mov_3', code: 85 });
    expect(history.entries[2]?.gone).toBeUndefined();
  });

  test('no withdrawal when part of the answer could not be read', () => {
    const { history } = run([start]);
    const partial = diff(history, answer(start.slice(0, 1), null, false), { observedAt: OBSERVED });
    expect(partial).toMatchObject({ outcome: 'unchanged', changes: [] });
  });

  test('a date in the far future makes nothing after it late', () => {
    const slip = { ...m(85, '03-02'), occurredAt: '2062-03-02T12:00:00-03:00' };
    const { last } = run([
      [...start, slip],
      [...start, slip, m(92, '03-05')],
    ]);
    expect(last.changes).toMatchObject([{ type: 'detected', origin: 'new' }]);
  });
});

describe('twins', () => {
  const twin = m(12265, '01-05');

  test('are as many as the court lists', () => {
    const { steps, history } = run([[twin, twin], [twin, twin, twin], [twin], [twin, twin]]);
    expect(steps.map((s) => brief(s.changes).length)).toEqual([2, 1, 2, 1]);
    expect(steps[2]?.changes.map((c) => [c.type, c.entry.twin])).toEqual([
      ['withdrawn', 1],
      ['withdrawn', 2],
    ]);
    expect(steps[3]?.changes.map((c) => [c.type, c.entry.twin])).toEqual([['restored', 1]]);
    expect(new Set(history.entries.map((e) => e.fp)).size).toBe(3);
  });

  test('of a withdrawn movement that comes back doubled, one is restored and one is another', () => {
    const rest = m(85, '02-01');
    const { last, history } = run([[twin, rest], [rest], [twin, twin, rest]]);
    expect(last.changes.map((c) => [c.type, c.entry.twin ?? 0])).toEqual([
      ['restored', 0],
      ['detected', 1],
    ]);
    expect(new Set(history.entries.map((e) => e.fp)).size).toBe(3);
  });

  test('one corrected leaves the other, and a new one gets a name of its own', () => {
    const { steps, history } = run([
      [twin, twin, m(85, '02-01')],
      [twin, m(12265, '01-06'), m(85, '02-01')],
      [twin, twin, m(12265, '01-06'), m(85, '02-01')],
    ]);
    expect(brief(steps[1]?.changes ?? [])).toEqual(['corrected 12265 01-06']);
    expect(brief(steps[2]?.changes ?? [])).toEqual(['detected 12265 01-05']);
    expect(new Set(history.entries.map((e) => e.fp)).size).toBe(4);
  });
});

describe('corrections', () => {
  const start = [m(26, '01-01'), m(51, '02-01', [3, 5]), m(85, '03-01'), m(92, '04-01'), m(11383, '05-01')];
  const swap = (from: CourtMovement, to: CourtMovement) =>
    run([start, start.map((x) => (x === from ? to : x))]).last;
  const at = (i: number) => start[i] ?? m(0, '01-01');

  test.each([
    ['another complement', 1, m(51, '02-01', [3, 36]), 'complements'],
    ['a complement dropped', 1, m(51, '02-01'), 'complements'],
    ['a date of a week before', 2, m(85, '02-22'), 'date'],
    ['a date of a week later', 2, m(85, '03-08'), 'date'],
    ['date and complement on one day', 1, m(51, '02-01T18:00:00', [3, 36]), 'date_and_complements'],
    ['another code at the same second', 2, m(581, '03-01'), 'code'],
    ['the last movement, some hours later', 4, m(11383, '05-01T17:00:00'), 'date'],
  ] as const)('%s', (_, index, to, what) => {
    const { changes } = swap(at(index), to);
    expect(changes).toMatchObject([
      {
        type: 'corrected',
        what,
        silent: false,
        before: { id: `mov_${index + 1}`, code: at(index).code },
        entry: { id: `mov_${index + 1}`, code: to.code, at: to.occurredAt },
      },
    ]);
  });

  test.each([
    ['three months apart', 2, m(85, '01-02'), ['withdrawn 85 03-01', 'detected 85 01-02']],
    [
      'a like movement days after the last one',
      4,
      m(11383, '05-20'),
      ['withdrawn 11383 05-01', 'detected 11383 05-20'],
    ],
    ['another code at another time', 2, m(581, '03-02'), ['withdrawn 85 03-01', 'detected 581 03-02']],
  ] as const)('not %s', (_, index, to, expected) => {
    expect(brief(swap(at(index), to).changes)).toEqual([...expected]);
  });

  test('not two movements that share a midnight', () => {
    const midnight = [m(26, '01-01'), m(85, '02-01T00:00:00'), m(51, '05-01')];
    const { last } = run([midnight, [m(26, '01-01'), m(92, '02-01T00:00:00'), m(51, '05-01')]]);
    expect(brief(last.changes)).toEqual(['withdrawn 85 02-01', 'detected 92 02-01']);
  });

  test('the nearest goes with the nearest', () => {
    const { last } = run([
      [m(85, '01-10'), m(85, '02-10'), m(51, '05-01')],
      [m(85, '01-11'), m(85, '02-11'), m(85, '03-01'), m(51, '05-01')],
    ]);
    expect(last.changes.map((c) => [c.type, c.entry.at.slice(5, 10), c.entry.id])).toEqual([
      ['corrected', '01-11', 'mov_1'],
      ['corrected', '02-11', 'mov_2'],
      ['detected', '03-01', 'mov_4'],
    ]);
  });

  test('undone brings the first entry back under the same id', () => {
    const moved = start.map((x) => (x.code === 85 ? m(85, '03-02') : x));
    const { steps, history } = run([start, moved, start]);
    expect(brief(steps[2]?.changes ?? [])).toEqual(['corrected 85 03-01']);
    expect(history.entries).toEqual(steps[0]?.history.entries ?? []);
  });
});
