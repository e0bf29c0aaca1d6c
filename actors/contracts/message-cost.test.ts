import { expect, test } from 'bun:test';
import { priced } from './message-cost.ts';

const table = {
  currency: 'BRL',
  prices: [{ channel: 'whatsapp' as const, category: 'utility', cents: 3.75 }],
};
const utility = { category: 'utility', billable: true };

test('a price is of its channel and category, and of what is charged for', () => {
  expect(priced(utility, 'whatsapp', table)).toEqual({ ...utility, cents: 3.75, currency: 'BRL' });
  expect(priced({ ...utility, billable: false }, 'whatsapp', table)).not.toHaveProperty('cents');
  expect(priced({ ...utility, category: 'marketing' }, 'whatsapp', table)).not.toHaveProperty('cents');
  expect(priced(utility, 'telegram', table)).not.toHaveProperty('cents');
  expect(priced(utility, 'whatsapp', undefined)).toEqual(utility);
});

test('what an adapter adds of itself is no price', () => {
  expect(priced({ ...utility, cents: 9, currency: 'XXX' } as typeof utility, 'whatsapp', undefined)).toEqual(
    utility,
  );
});
