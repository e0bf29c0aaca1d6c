import { expect, test } from 'bun:test';
import { wantsToLeave } from './words.ts';

test.each(['PARE', ' Sair! ', 'stop.', '/pare', '/Sair', '/stop@LuxBot'])('%j ends it', (text) => {
  expect(wantsToLeave(text)).toBe(true);
});

test.each(['/parar', 'parar 000', 'não pare', '/pare 1', '/', '', undefined])('%j does not', (text) => {
  expect(wantsToLeave(text)).toBe(false);
});
