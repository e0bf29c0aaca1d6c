import { expect, test } from 'bun:test';
import fc from 'fast-check';
import { readPeriod } from './read-period.ts';

const TODAY = '2026-11-25';

test.each([
  ['7 dias', { lastDays: 7 }],
  ['últimos 30 dias', { lastDays: 30 }],
  ['Últimas 2 semanas', { lastDays: 14 }],
  ['1 mês', { lastDays: 30 }],
  ['semana', { lastDays: 7 }],
  ['neste mês', { lastDays: 30 }],
  ['novembro', { from: '2026-11-01', to: '2026-11-30' }],
  ['de dezembro', { from: '2025-12-01', to: '2025-12-31' }],
  ['Março de 2024', { from: '2024-03-01', to: '2024-03-31' }],
  ['02/2024', { from: '2024-02-01', to: '2024-02-29' }],
  ['20/11', { from: '2026-11-20', to: '2026-11-20' }],
  ['20/12', { from: '2025-12-20', to: '2025-12-20' }],
  ['1/11 a 15/11/2026', { from: '2026-11-01', to: '2026-11-15' }],
  ['20/12 até 10/01', { from: '2025-12-20', to: '2026-01-10' }],
])('%s', (text, period) => {
  expect(readPeriod(text, TODAY)).toEqual(period);
});

test.each([
  '0 dias',
  '900 dias',
  '31/02/2026',
  '13/2026',
  '15/11/2026 a 01/11/2026',
  '01/01/2027',
  '01/01/2020 a 01/01/2026',
])('%s is said to be none', (text) => {
  expect(readPeriod(text, TODAY)).toEqual({ problem: expect.any(String) });
});

test.each(['', 'Silva x Banco', '0000001-17.2099.8.26.0001', '1234567', 'carteira', 'setembro chuvoso'])(
  '%s is no period',
  (text) => {
    expect(readPeriod(text, TODAY)).toBeUndefined();
  },
);

test('whatever is written is a whole period, a reason, or none', () => {
  const written = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 60 }),
    fc.stringMatching(/^\d{1,2}\/\d{1,2}(\/\d{4})?( a \d{1,2}\/\d{1,2}(\/\d{4})?)?$/),
    fc.stringMatching(/^\d{1,4} (dias|semanas|meses)$/),
  );
  fc.assert(
    fc.property(written, (text) => {
      const read = readPeriod(text, TODAY);
      if (!read || 'problem' in read) return;
      if (read.lastDays !== undefined) expect(read.lastDays).toBeWithin(1, 367);
      else {
        expect(read.from).toMatch(/^\d{4}-\d\d-\d\d$/);
        expect((read.from ?? '') <= (read.to ?? '')).toBe(true);
      }
    }),
  );
});
