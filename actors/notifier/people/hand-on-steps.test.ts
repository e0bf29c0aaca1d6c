import { expect, test } from 'bun:test';
import { handOnSteps } from './hand-on-steps.ts';

const at = (afterMinutes: number, personId?: string) => ({ afterMinutes, ...(personId ? { personId } : {}) });

test.each([
  ['names the successor', [at(30, 'gone'), at(60)], [at(30, 'bia'), at(60)]],
  [
    'rings a successor twice where that was so before',
    [at(30, 'gone'), at(60, 'gone')],
    [at(30, 'bia'), at(60, 'bia')],
  ],
  ['is the earlier of it and the successor’s own after it', [at(30, 'gone'), at(60, 'bia')], [at(30, 'bia')]],
  ['is none after the successor’s own', [at(30, 'bia'), at(60, 'gone'), at(90)], [at(30, 'bia'), at(90)]],
  [
    'leaves what the firm wrote of others as it is',
    [at(10, 'bia'), at(20, 'bia'), at(30, 'gone')],
    [at(10, 'bia'), at(20, 'bia')],
  ],
])('a step of somebody who left %s', (_, before, after) => {
  expect(handOnSteps(before, 'gone', 'bia')).toEqual(after);
});

test('without a successor it is left out', () => {
  expect(handOnSteps([at(30, 'gone'), at(60)], 'gone', undefined)).toEqual([at(60)]);
});
