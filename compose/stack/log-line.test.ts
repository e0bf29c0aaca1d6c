import { expect, test } from 'bun:test';
import { logLine } from './log-line.ts';

const asked = { msg: 'court asked', mode: 'documents', alias: 'tjsp', numbers: 2, outcome: 'ok' };

test('a court that was asked for cases', () => {
  expect(logLine(asked)).toContain('2 cases from TJSP: ok');
  expect(logLine({ ...asked, numbers: 1 })).toContain('1 case from TJSP');
});

test('nothing about looks that fetch nothing, and other lines', () => {
  expect(logLine({ ...asked, mode: 'delta' })).toBeUndefined();
  expect(logLine({ msg: 'partition acquired' })).toBeUndefined();
});
