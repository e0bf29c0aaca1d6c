import { expect, test } from 'bun:test';
import { compareEffects, expectedEffects } from './messages.ts';

const tenants = ['ten_a', 'ten_b', 'ten_c'];
const sent = { seed: 7, tenants, progress: [40, 0, 3], more: [] };
const expected = expectedEffects(sent);
const perfect = [...expected.values()].map(({ cause, tenant, key }) => ({ cause, tenant_id: tenant, key }));
const wrong = (effects: typeof perfect) =>
  Object.fromEntries(compareEffects(expected, effects).map(({ check, wrong }) => [check, wrong]));

test('a seed is a plan, and another seed is another', () => {
  expect(expectedEffects(sent)).toEqual(expected);
  expect(expectedEffects({ ...sent, seed: 8 })).not.toEqual(expected);
  expect(expected.size).toBeGreaterThan(43);
});

test('finds nothing where everything happened once, at its place', () => {
  expect(wrong(perfect)).toEqual({ lost: [], twice: [], 'cross-tenant': [] });
});

test('finds what is lost, what is there twice, and what is at another firm', () => {
  const [first, second, third, ...rest] = perfect;
  if (!first || !second || !third) throw new Error('the plan is empty');
  const elsewhere = { ...third, tenant_id: 'ten_x' };
  const found = wrong([second, second, elsewhere, ...rest]);
  expect(found.lost).toEqual([first.cause]);
  expect(found.twice).toEqual([second.cause]);
  expect(found['cross-tenant']).toEqual([expect.stringContaining('ten_x')]);
});

test('finds what nobody has sent', () => {
  const stray = { cause: 'sender-1:1', tenant_id: 'ten_b', key: '' };
  expect(wrong([...perfect, stray])['cross-tenant']).toEqual(['sender-1:1 at ten_b: nobody has sent it']);
});
