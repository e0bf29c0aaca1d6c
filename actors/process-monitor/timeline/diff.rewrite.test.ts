import { describe, expect, test } from 'bun:test';
import type { CourtMovement } from '../../contracts/court-document.ts';
import { answer, brief, m, OBSERVED, run } from './answers.testkit.ts';
import type { Change } from './changes.ts';
import { diff } from './diff.ts';
import { emptyHistory } from './history.ts';

describe('a rewrite of the record', () => {
  const day = (i: number) =>
    `${String(1 + Math.floor(i / 20)).padStart(2, '0')}-${String(1 + (i % 20)).padStart(2, '0')}`;
  const long = Array.from({ length: 40 }, (_, i) => m(i % 2 ? 85 : 51, day(i), i % 2 ? [19, 57] : [3, 5]));
  const loud = (changes: Change[]) => changes.filter((c) => !c.silent);

  test('complements dropped throughout are no news', () => {
    const { last, history } = run([long, long.map((x) => ({ ...x, complements: [] }))]);
    expect(last.outcome).toBe('rewritten');
    expect(last.changes.length).toBe(40);
    expect(last.changes.every((c) => c.type === 'corrected' && c.silent)).toBe(true);
    expect(history.entries.map((e) => e.id)).toEqual(long.map((_, i) => `mov_${i + 1}`));
  });

  test('all times moved by three hours keep their ids; only the last, now after all that was known, is told', () => {
    const moved = long.map((x) => ({ ...x, occurredAt: x.occurredAt.replace('T12', 'T15') }));
    const { last, history } = run([long, moved]);
    expect(last.outcome).toBe('rewritten');
    expect(brief(loud(last.changes))).toEqual(['corrected 85 02-20']);
    expect(history.entries.map((e) => e.id)).toEqual(long.map((_, i) => `mov_${i + 1}`));
  });

  test('what is dated after the last movement is told even then', () => {
    const rewritten = [...long.map((x) => ({ ...x, complements: [] })), m(92, '06-20')];
    const { last } = run([long, rewritten]);
    expect(last.outcome).toBe('rewritten');
    expect(loud(last.changes)).toMatchObject([{ type: 'detected', origin: 'new', entry: { code: 92 } }]);
  });

  test('years of history added at once are a backfill, but for what is of the last 30 days', () => {
    const known = [...long.slice(20), m(22, '06-25')];
    const { last } = run([known, [...long, m(12265, '06-20'), m(22, '06-25')]]);
    expect(last.outcome).toBe('rewritten');
    expect(last.changes.filter((c) => c.silent).length).toBe(20);
    expect(loud(last.changes)).toMatchObject([{ type: 'detected', origin: 'late', entry: { code: 12265 } }]);
  });

  test('a list cut short and then whole again tells nobody', () => {
    const { steps, history } = run([long, long.slice(0, 5), long]);
    expect(steps.map((s) => s.outcome)).toEqual(['baseline', 'rewritten', 'rewritten']);
    expect(steps.flatMap((s) => loud(s.changes))).toEqual([]);
    expect(history.entries).toEqual(steps[0]?.history.entries ?? []);
  });

  test('seven changes are told one by one', () => {
    const { last } = run([long, long.slice(7)]);
    expect(last.outcome).toBe('changed');
    expect(loud(last.changes).length).toBe(7);
  });
});

describe('an answer older than what is known', () => {
  const start = [m(26, '01-01'), m(51, '02-01'), m(85, '03-01')];
  const fresh = diff(emptyHistory(), answer(start, '2024-04-01T00:00:00.000Z'), { observedAt: OBSERVED });
  const later = (list: CourtMovement[], updated: string) =>
    diff(fresh.history, answer(list, updated), { observedAt: OBSERVED });

  test('changes nothing', () => {
    expect(later(start.slice(0, 2), '2024-03-01T00:00:00.000Z')).toMatchObject({
      outcome: 'stale',
      changes: [],
    });
  });

  test('is heard all the same when it has a movement after the last one known', () => {
    const { changes } = later([...start, m(92, '05-01')], '2024-03-01T00:00:00.000Z');
    expect(changes).toMatchObject([{ type: 'detected', origin: 'new', entry: { code: 92 } }]);
  });

  test('a court whose clock runs ahead does not make the next answers old', () => {
    const ahead = diff(emptyHistory(), answer(start, '2030-01-01T00:00:00.000Z'), { observedAt: OBSERVED });
    expect(ahead.history.asOf).toBe(OBSERVED);
  });
});
