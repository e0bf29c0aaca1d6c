import { expect, test } from 'bun:test';
import { toFailure } from './errors.ts';

test.each([
  [[0, 190, 3, 10, 200, 250, 299, 131031, 368, 131042, 133010], 'disable-connection'],
  [[4, 80007, 130429, 131056, 131048], 'retry'],
  [[131049, 130472, 131026, 131047], 'switch'],
  [[132000, 132001, 132005, 132007, 132012, 132015, 132016], 'switch'],
  [[131051, 131052, 131053, 100, 131062], 'terminal'],
] as const)('%j: %s', (codes, decision) => {
  for (const code of codes) expect([code, toFailure({ code }, 400).class]).toEqual([code, decision]);
});

test('a pair that is too fast waits six seconds by itself, a number that is too fast waits as a whole', () => {
  expect(toFailure({ code: 131056 }, 429)).toMatchObject({ retryAfterMs: 6_000, scope: 'chat' });
  expect(toFailure({ code: 130429 }, 429)).toMatchObject({ scope: 'connection' });
});

test('what nobody knows: 5xx may pass, 4xx will not', () => {
  expect(toFailure({ code: 999_999 }, 503).class).toBe('retry');
  expect(toFailure({ code: 999_999 }, 400).class).toBe('terminal');
});
