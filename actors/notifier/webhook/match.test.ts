import { describe, expect, test } from 'bun:test';
import fc from 'fast-check';
import { type EndpointFilters, type FilterableEvent, isTypePattern, matches } from './match.ts';

const event: FilterableEvent = {
  type: 'movement.detected',
  processId: 'prc_1',
  tribunal: 'TJSP',
  importance: 'high',
  tags: ['urgent', 'cível'],
};

const IMPORTANCES = ['low', 'medium', 'high', 'critical'] as const;

test('no filter, and empty filters, let everything pass', () => {
  expect(matches(event, {})).toBe(true);
  expect(
    matches({ type: 'tenant.provisioned' }, { eventTypes: [], processIds: [], tribunals: [], tags: [] }),
  ).toBe(true);
});

describe('one filter', () => {
  test.each<[EndpointFilters, boolean]>([
    [{ eventTypes: ['movement.detected'] }, true],
    [{ eventTypes: ['process.created', 'movement.*'] }, true],
    [{ eventTypes: ['*'] }, true],
    [{ eventTypes: ['movement'] }, false],
    [{ eventTypes: ['movement.detected.x'] }, false],
    [{ eventTypes: ['move*'] }, false],
    [{ eventTypes: ['process.*'] }, false],
    [{ processIds: ['prc_2', 'prc_1'] }, true],
    [{ processIds: ['prc_2'] }, false],
    [{ tribunals: ['tjsp'] }, true],
    [{ tribunals: ['TRF3'] }, false],
    [{ minImportance: 'high' }, true],
    [{ minImportance: 'low' }, true],
    [{ minImportance: 'critical' }, false],
    [{ tags: ['x', 'cível'] }, true],
    [{ tags: ['x'] }, false],
  ])('%j: %p', (filters, expected) => expect(matches(event, filters)).toBe(expected));
});

test('a branch is not a prefix of letters', () => {
  expect(matches({ type: 'movements.detected' }, { eventTypes: ['movement.*'] })).toBe(false);
  expect(matches({ type: 'movement' }, { eventTypes: ['movement.*'] })).toBe(false);
});

test('an event about no process passes only where no part was asked for', () => {
  const other = { type: 'tenant.provisioned' };
  expect(matches(other, { minImportance: 'critical' })).toBe(true);
  for (const filters of [{ processIds: ['prc_1'] }, { tribunals: ['TJSP'] }, { tags: ['x'] }]) {
    expect(matches(other, filters)).toBe(false);
  }
});

test('filters hold together: adding one never lets more pass, widening one never less', () => {
  const id = fc.constantFrom('prc_1', 'prc_2');
  const events = fc.record({
    type: fc.constantFrom('movement.detected', 'movement.withdrawn', 'process.created'),
    processId: id,
    tribunal: fc.constantFrom('TJSP', 'TRF3'),
    importance: fc.constantFrom(...IMPORTANCES),
    tags: fc.subarray(['a', 'b']),
  });
  const filters = fc.record(
    {
      eventTypes: fc.subarray(['movement.detected', 'movement.*', 'process.created'], { minLength: 1 }),
      processIds: fc.array(id, { minLength: 1 }),
      tribunals: fc.subarray(['tjsp', 'trf3'], { minLength: 1 }),
      minImportance: fc.constantFrom(...IMPORTANCES),
      tags: fc.subarray(['a', 'b'], { minLength: 1 }),
    },
    { requiredKeys: [] },
  );
  fc.assert(
    fc.property(
      events,
      filters,
      fc.constantFrom('eventTypes', 'processIds', 'tribunals', 'minImportance', 'tags'),
      (e, f, key) => {
        const { [key as keyof typeof f]: _removed, ...fewer } = f;
        if (matches(e, f)) expect(matches(e, fewer)).toBe(true);
        const each = Object.entries(f).every(([name, value]) => matches(e, { [name]: value }));
        expect(matches(e, f)).toBe(each);
      },
    ),
  );
});

test.each([
  ['*', true],
  ['movement.*', true],
  ['movement.detected', true],
  ['a.b-c.d_e', true],
  ['', false],
  ['.*', false],
  ['movement.', false],
  ['*.detected', false],
  ['movement.*.x', false],
  ['Movement.x', false],
  ['movement*', false],
])('%p as a pattern: %p', (pattern, expected) => expect(isTypePattern(pattern)).toBe(expected));
