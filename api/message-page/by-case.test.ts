import { expect, test } from 'bun:test';
import fc from 'fast-check';
import type { Happening } from '../../actors/contracts/happening.ts';
import { byCase } from './by-case.ts';

const happenings = fc.array(
  fc.record({
    process: fc.option(
      fc.constantFrom('prc_1', 'prc_2', 'prc_3').map((id) => ({ id, number: id, label: null })),
    ),
    sealed: fc.boolean(),
    eventClass: fc.constantFrom('critical', 'routine'),
    occurredAt: fc.constantFrom('2026-11-20T10:00:00Z', '2026-11-21T10:00:00Z', 'unknown'),
    tribunal: fc.constant('TJSP'),
  }),
) as fc.Arbitrary<unknown> as fc.Arbitrary<Happening[]>;

test('each case that is followed is there once with all that happened, and content only of what may be told', () => {
  fc.assert(
    fc.property(
      happenings,
      fc.subarray(['prc_1', 'prc_2', 'prc_3']),
      fc.boolean(),
      (all, followed, tellsSealed) => {
        const entries = byCase(all, { watched: new Set(followed), tellsSealed });
        const expected = followed.filter((id) => all.some(({ process }) => process?.id === id));
        expect(entries.map(({ id }) => id).sort()).toEqual(expected.sort());
        for (const { id, count, told } of entries) {
          const group = all.filter(({ process }) => process?.id === id);
          expect(count).toBe(group.length);
          expect(told === null).toBe(!tellsSealed && group.some(({ sealed }) => sealed));
          if (told) expect(new Set(told.happenings)).toEqual(new Set(group));
        }
        const critical = entries.map(({ id }) =>
          all.some(({ process, eventClass }) => process?.id === id && eventClass === 'critical'),
        );
        expect(critical).toEqual(critical.toSorted((a, b) => Number(b) - Number(a)));
      },
    ),
  );
});
