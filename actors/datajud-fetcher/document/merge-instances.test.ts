import { expect, test } from 'bun:test';
import type { CourtDocument, CourtMovement } from '../../contracts/court-document.ts';
import { mergeInstances } from './merge-instances.ts';

function movement(code: number, day: number): CourtMovement {
  const occurredAt = `2024-01-${String(day).padStart(2, '0')}T10:00:00-03:00`;
  return { code, name: '', occurredAt, complements: [], unit: null };
}

function document(changes: Partial<CourtDocument>): CourtDocument {
  return {
    alias: 'tjsp',
    number: '10535655720248260053',
    grau: 'G1',
    tribunal: 'TJSP',
    class: { code: 7, name: '' },
    system: null,
    format: null,
    unit: null,
    subjects: [],
    filedAt: null,
    secrecy: 0,
    sourceUpdatedAt: null,
    indexedAt: null,
    movements: null,
    movementsComplete: true,
    ...changes,
  };
}

test('documents of different instances are left alone', () => {
  const both = [document({}), document({ grau: 'G2' }), document({ alias: 'stj' })];
  expect(mergeInstances(both)).toEqual(both);
});

test('of two documents of one class the newest is the record', () => {
  const old = document({
    sourceUpdatedAt: '2023-01-01T00:00:00.000Z',
    movements: [movement(26, 1), movement(85, 2)],
  });
  const fresh = document({ sourceUpdatedAt: '2026-01-01T00:00:00.000Z', movements: [movement(26, 1)] });
  expect(mergeInstances([old, fresh])).toEqual([fresh]);
  expect(mergeInstances([fresh, old])).toEqual([fresh]);
});

test('documents of two classes are one history, without doubling what both hold', () => {
  const main = document({
    sourceUpdatedAt: '2023-01-01T00:00:00.000Z',
    movements: [movement(26, 1), movement(85, 2), movement(85, 2)],
  });
  const enforcement = document({
    class: { code: 156, name: '' },
    sourceUpdatedAt: '2024-01-01T00:00:00.000Z',
    movements: [movement(85, 2), movement(11385, 5)],
  });
  const [merged, ...others] = mergeInstances([main, enforcement]);
  expect(others).toEqual([]);
  expect(merged?.class?.code).toBe(156);
  expect(merged?.movements).toEqual([movement(26, 1), movement(85, 2), movement(85, 2), movement(11385, 5)]);
  expect(mergeInstances([enforcement, main])).toEqual(mergeInstances([main, enforcement]));
});

test('a document without movements takes none away, and leaves the list incomplete', () => {
  const main = document({ movements: [movement(26, 1)] });
  const other = document({ class: { code: 156, name: '' } });
  expect(mergeInstances([main, other])).toMatchObject([
    { movements: [movement(26, 1)], movementsComplete: false },
  ]);
});
