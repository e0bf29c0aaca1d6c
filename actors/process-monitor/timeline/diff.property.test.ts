import { describe, expect, test } from 'bun:test';
import { Value } from '@sinclair/typebox/value';
import fc from 'fast-check';
import type { CourtMovement } from '../../contracts/court-document.ts';
import { type Diff, diff } from './diff.ts';
import { evolve } from './evolve.ts';
import { identityOf, identityOfEntry } from './fingerprint.ts';
import { emptyHistory, InstanceHistorySchema } from './history.ts';

const OBSERVED = '2024-12-31T12:00:00.000Z';

/** Few codes, days and complements, so that twins, ties and near misses abound. */
const movement: fc.Arbitrary<CourtMovement> = fc.record({
  code: fc.constantFrom(26, 51, 85, 12265),
  name: fc.constantFrom('A', 'B'),
  occurredAt: fc
    .tuple(
      fc.integer({ min: 1, max: 12 }),
      fc.integer({ min: 1, max: 3 }),
      fc.constantFrom('00:00:00', '10:00:00', '13:00:00'),
    )
    .map(([month, day, time]) => `2024-${String(month).padStart(2, '0')}-0${day}T${time}-03:00`),
  complements: fc
    .subarray([3, 18])
    .map((codes) => codes.map((code) => ({ code, value: 5, name: '', description: '' }))),
  unit: fc.constantFrom(null, { code: '1', name: 'Vara' }),
});

const list = fc.array(movement, { minLength: 1, maxLength: 25 });
/** Successive answers that share most of their movements, and sometimes a great part of them not. */
const answers = fc
  .tuple(list, fc.array(fc.tuple(fc.nat(), fc.nat(), list), { maxLength: 5 }))
  .map(([first, edits]) => {
    const all = [first];
    for (const [drop, keep, add] of edits) {
      const last = all.at(-1) ?? first;
      const kept = last.filter((_, i) => (i * 7 + drop) % 11 !== 0);
      // Now and then something of an earlier answer comes back, once or twice.
      const again = keep % 4 === 0 ? first.slice(0, 3).flatMap((x) => [x, x]) : [];
      all.push([...kept, ...again, ...add.slice(0, keep % 6 === 0 ? add.length : keep % 3)]);
    }
    return all.filter((movements) => movements.length > 0);
  });

function play(lists: readonly CourtMovement[][]): Diff[] {
  let history = emptyHistory();
  let ids = 0;
  return lists.map((movements) => {
    const context = { observedAt: OBSERVED, newId: () => `mov_${++ids}` };
    const step = diff(history, { movements, movementsComplete: true, sourceUpdatedAt: null }, context);
    history = step.history;
    return step;
  });
}

const sortedIdentities = (movements: readonly CourtMovement[]) => movements.map(identityOf).sort();
const standing = (step: Diff) =>
  step.history.entries
    .filter((e) => !e.gone)
    .map(identityOfEntry)
    .sort();

function shuffleWith(seed: number, movements: readonly CourtMovement[]): CourtMovement[] {
  return movements
    .map((movement, i) => ({ movement, order: Bun.hash.wyhash(`${seed}/${i}`) }))
    .sort((a, b) => (a.order < b.order ? -1 : 1))
    .map(({ movement }) => movement);
}

describe('any course of answers', () => {
  test('ends at what the last answer says, and every step of the way does', () => {
    fc.assert(
      fc.property(answers, (lists) => {
        for (const [i, step] of play(lists).entries())
          expect(standing(step)).toEqual(sortedIdentities(lists[i] ?? []));
      }),
      { numRuns: 300 },
    );
  });

  test('gives one history whatever the order of each list, the repetition of answers and the names in them', () => {
    fc.assert(
      fc.property(answers, fc.nat(), (lists, seed) => {
        const other = lists.flatMap((movements) => {
          const shuffled = shuffleWith(seed, movements).map((x) => ({
            ...x,
            name: `${x.name}!`,
            unit: null,
          }));
          return [shuffled, movements];
        });
        expect(play(other).at(-1)?.history).toEqual(play(lists).at(-1)?.history);
      }),
      { numRuns: 300 },
    );
  });

  test('says nothing the second time', () => {
    fc.assert(
      fc.property(answers, (lists) => {
        const steps = play(lists.flatMap((movements) => [movements, movements]));
        for (let i = 1; i < steps.length; i += 2)
          expect(steps[i]).toMatchObject({ outcome: 'unchanged', changes: [] });
      }),
    );
  });

  test('is rebuilt from its changes alone', () => {
    fc.assert(
      fc.property(answers, (lists) => {
        const steps = play(lists);
        const rebuilt = steps.reduce((history, step) => evolve(history, step.changes), emptyHistory());
        expect(rebuilt).toEqual(steps.at(-1)?.history ?? emptyHistory());
      }),
    );
  });

  test('never hides what is dated after the last movement known', () => {
    fc.assert(
      fc.property(answers, (lists) => {
        const steps = play(lists);
        for (const [i, movements] of lists.entries()) {
          const before = steps[i - 1]?.history.entries;
          if (!before) continue;
          const last = before.at(-1)?.at ?? '';
          const told = steps[i]?.changes
            .filter((c) => !c.silent && c.type !== 'withdrawn')
            .map((c) => identityOfEntry(c.entry));
          const after = movements.filter((x) => x.occurredAt > last);
          expect(told?.filter((id) => after.some((x) => identityOf(x) === id)).sort()).toEqual(
            sortedIdentities(after),
          );
        }
      }),
      { numRuns: 300 },
    );
  });

  test('keeps each id and each fingerprint to one movement, and loses no entry', () => {
    fc.assert(
      fc.property(answers, (lists) => {
        let size = 0;
        for (const { history } of play(lists)) {
          expect(new Set(history.entries.map((e) => e.fp)).size).toBe(history.entries.length);
          expect(new Set(history.entries.map((e) => e.id)).size).toBe(history.entries.length);
          expect(history.entries.length).toBeGreaterThanOrEqual(size);
          size = history.entries.length;
        }
      }),
      { numRuns: 300 },
    );
  });

  test('leaves a history that fits its schema and survives JSON', () => {
    fc.assert(
      fc.property(answers, (lists) => {
        const history = play(lists).at(-1)?.history;
        expect(Value.Check(InstanceHistorySchema, history)).toBe(true);
        expect(JSON.parse(JSON.stringify(history))).toEqual(history);
      }),
    );
  });
});

test('a withdrawn movement that comes back is the same movement', () => {
  fc.assert(
    fc.property(list, fc.nat(), (movements, pick) => {
      fc.pre(movements.length > 1);
      const without = movements.filter((_, i) => i !== pick % movements.length);
      const [first, , third] = play([movements, without, movements]);
      expect(third?.history).toEqual(first?.history);
    }),
  );
});
