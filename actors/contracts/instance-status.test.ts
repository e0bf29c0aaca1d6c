import { describe, expect, test } from 'bun:test';
import fc from 'fast-check';
import { caseStatus, instanceStatus } from './instance-status.ts';

/** Codes in the order of their days. */
function history(...codes: number[]) {
  return codes.map((code, i) => ({ code, at: `2024-01-${String(i + 1).padStart(2, '0')}T10:00:00-03:00` }));
}

describe('an instance', () => {
  test.each([
    ['open at the start', [26, 51, 85], 'open'],
    ['closed by baixa', [26, 22], 'closed'],
    ['closed by definitive archiving', [26, 246], 'closed'],
    ['archived for now', [26, 245], 'archived'],
    ['still closed after a petition and a document', [26, 22, 85, 581], 'closed'],
    ['reactivated years later', [26, 22, 849], 'open'],
    ['taken out of the archive', [26, 246, 893], 'open'],
    ['in enforcement after closing', [26, 22, 11385], 'open'],
    ['closed again', [26, 22, 849, 22], 'closed'],
    ['archived for good after for now', [26, 245, 246], 'closed'],
    ['sent up on appeal, which closes nothing', [26, 219, 123], 'open'],
    ['with its distribution cancelled', [26, 488], 'closed'],
    ['final, yet not closed', [26, 219, 848], 'open'],
  ] as const)('%s', (_, codes, expected) => {
    expect(instanceStatus(history(...codes))).toBe(expected);
  });

  test('does not depend on the order of the list, ties included', () => {
    const act = fc.record({
      code: fc.constantFrom(22, 245, 246, 849, 893, 85),
      at: fc.constantFrom(
        '2024-01-01T10:00:00-03:00',
        '2024-01-02T10:00:00-03:00',
        '2024-01-03T10:00:00-03:00',
      ),
    });
    const shuffled = fc
      .array(act)
      .chain((list) => fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length })));
    fc.assert(
      fc.property(shuffled, ([list, other]) => {
        expect(instanceStatus(other)).toBe(instanceStatus(list));
      }),
    );
  });
});

test('a case is closed only when every instance is', () => {
  expect(caseStatus([])).toBe('open');
  expect(caseStatus(['closed'])).toBe('closed');
  expect(caseStatus(['closed', 'open'])).toBe('open');
  expect(caseStatus(['closed', 'closed', 'closed'])).toBe('closed');
  expect(caseStatus(['closed', 'archived'])).toBe('archived');
  expect(caseStatus(['archived', 'open'])).toBe('open');
});
