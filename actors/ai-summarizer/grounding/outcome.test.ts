import { describe, expect, test } from 'bun:test';
import fc from 'fast-check';
import { weighOutcome } from '../engine/local/risk.ts';
import { sourceMovement } from '../test-kit/source-movement.ts';
import { type Lean, outcomeDoubts, outcomeOf } from './outcome.ts';
import { doubtsOf } from './verify.ts';

const FOR_CLAIMANT = [219, 442, 443];
const FOR_DEFENDANT = [220, 446, 447, 454, 455, 458, 471];
const IN_PART = [221, 450, 451];
const SETTLED = [463, 466, 377, 14099];
const JUDGED = [...FOR_CLAIMANT, ...FOR_DEFENDANT, ...IN_PART, ...SETTLED];
const KEPT = [235, 236, 239, 242, 901];
const CHANGED = [237, 240, 972];
const PARTLY = [238, 241];
const ANNULLED = [11373];
const OTHERS = [26, 51, 92, 123, 332, 785, 848, 11010, 12164];
const LEANS: Lean[] = ['favours-claimant', 'favours-defendant', 'divided', 'undecided', 'settled'];

const code = fc.constantFrom(...JUDGED, ...KEPT, ...CHANGED, ...PARTLY, ...ANNULLED, ...OTHERS);
const codes = fc.array(code, { maxLength: 12 });
const movementsOf = (all: readonly number[]) =>
  all.map((one, place) =>
    sourceMovement(place + 1, {
      code: one,
      name: '',
      unit: '2ª Vara Cível de Campinas',
      date: `2024-03-${String(place + 1).padStart(2, '0')}`,
    }),
  );
const leanOf = (all: readonly number[]) => outcomeOf(movementsOf(all)).lean;
/** Codes since the last judgment or settlement, that one included. */
const sinceJudged = (all: readonly number[]) => {
  const last = all.findLastIndex((one) => JUDGED.includes(one));
  return last < 0 ? [] : all.slice(last);
};

describe('whom the codes favour', () => {
  test.each([
    [[219, 237], 'undecided'],
    [[220, 237], 'undecided'],
    [[221, 240], 'undecided'],
    [[466, 237], 'undecided'],
    [[466, 972], 'undecided'],
    [[219, 238], 'undecided'],
    [[220, 238], 'undecided'],
    [[466, 238], 'undecided'],
    [[220, 241, 239], 'undecided'],
    [[221, 238], 'divided'],
    [[450, 241, 239], 'divided'],
    [[221, 237, 238], 'undecided'],
    [[455], 'favours-defendant'],
    [[463], 'settled'],
    [[454], 'favours-defendant'],
    [[219, 239], 'favours-claimant'],
    [[219, 237, 239], 'undecided'],
    [[219, 11373, 220], 'favours-defendant'],
    [[237], 'undecided'],
    [[219, 237, 466], 'settled'],
  ] as const)('%p: %s', (all, lean) => {
    expect(leanOf(all)).toBe(lean);
  });

  test('is a side only where the last judgment says so, and no appeal has changed it since', () => {
    fc.assert(
      fc.property(codes, (all) => {
        const [judged, ...after] = sinceJudged(all);
        const lean = leanOf(all);
        const isTouched = after.some((one) => [...CHANGED, ...PARTLY, ...ANNULLED].includes(one));
        const sideOf = {
          'favours-claimant': FOR_CLAIMANT,
          'favours-defendant': FOR_DEFENDANT,
          settled: SETTLED,
        };
        if (lean === 'favours-claimant' || lean === 'favours-defendant' || lean === 'settled') {
          expect(sideOf[lean]).toContain(judged ?? 0);
          expect(isTouched).toBe(false);
        }
        if (lean === 'divided') {
          expect(IN_PART).toContain(judged ?? 0);
          expect(after.some((one) => [...CHANGED, ...ANNULLED].includes(one))).toBe(false);
        }
      }),
      { numRuns: 2_000 },
    );
  });

  test.each([
    [[219, 237], 'A decisão anterior mudou, e'],
    [[220, 238], 'A decisão anterior mudou em parte, e'],
    [[466, 241], 'A decisão anterior mudou em parte, e'],
  ] as const)('%p is open, and the rules say of which appeal', (all, words) => {
    const movements = movementsOf(all);
    expect(outcomeOf(movements).unsettledBy?.ref).toBe('m2');
    const { statements, verdict } = weighOutcome({ headers: [], movements, omitted: 0 });
    expect(verdict).toBe('undecided');
    expect(statements).toContainEqual(
      expect.objectContaining({ text: expect.stringContaining(words), sources: ['m2'] }),
    );
  });

  test('once an appeal was granted stays open until there is another judgment, and nothing before one counts', () => {
    fc.assert(
      fc.property(codes, codes, (before, after) => {
        const more = after.filter((one) => !JUDGED.includes(one));
        for (const changed of CHANGED) expect(leanOf([...before, 219, changed, ...more])).toBe('undecided');
        for (const judged of JUDGED)
          expect(leanOf([...before, judged, ...more])).toBe(leanOf([judged, ...more]));
      }),
    );
  });

  test('does not hang on appeals that were dismissed, nor on what decides nothing', () => {
    fc.assert(
      fc.property(
        codes,
        fc.integer({ min: 0, max: 12 }),
        fc.constantFrom(...KEPT, ...OTHERS),
        (all, at, one) => {
          expect(leanOf(all.toSpliced(at, 0, one))).toBe(leanOf(all));
        },
      ),
    );
  });
});

describe('a verdict', () => {
  const given = fc.tuple(codes, fc.constantFrom(...LEANS), fc.infiniteStream(fc.boolean()));

  test('is accepted only where the codes of the case and of what its sentences cite both say so', () => {
    fc.assert(
      fc.property(given, ([all, verdict, picks]) => {
        const movements = movementsOf(all);
        const cited = movements.filter(() => picks.next().value);
        if (outcomeDoubts(verdict, movements, cited).length > 0) return;
        expect(outcomeOf(movements).lean).toBe(verdict);
        expect(outcomeOf(cited).lean).toBe(verdict);
      }),
      { numRuns: 2_000 },
    );
  });

  test('of the rules is accepted, with every sentence of theirs proved, in any order of decisions', () => {
    fc.assert(
      fc.property(codes, (all) => {
        const movements = movementsOf(all);
        const sources = { headers: [], movements, omitted: 0 };
        const { statements, verdict } = weighOutcome(sources);
        for (const statement of statements) expect(doubtsOf(statement, sources)).toEqual([]);
        const cited = movements.filter(({ ref }) => statements.some((one) => one.sources.includes(ref)));
        // Of many decisions they tell the last five.
        if (outcomeOf(movements).shownBy.length <= 5)
          expect(outcomeDoubts(verdict, movements, cited)).toEqual([]);
      }),
      // Provisional measures leave room for the judgment.
      { examples: [[[451, 848, 785, 785, 236, 238, 972]]] },
    );
  });

  test('that no decision of its own sentences shows is refused, though the case shows it', () => {
    const movements = movementsOf([219, 12164]);
    const [decision, other] = movements;
    if (!decision || !other) throw new Error('there are two');
    expect(outcomeDoubts('favours-claimant', movements, [decision])).toEqual([]);
    expect(outcomeDoubts('favours-claimant', movements, [other])).toEqual([expect.stringContaining('m1')]);
    expect(outcomeDoubts('favours-defendant', movements, [decision])).toHaveLength(1);
    expect(outcomeDoubts(null, movements, [decision])).toHaveLength(1);
  });
});
