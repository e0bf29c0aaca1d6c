import { expect, test } from 'bun:test';
import { readOptions } from './options.ts';

test('without anything it is the long run', () => {
  const { seed, messages, tenants, minutes, nemeses } = readOptions([], ['cut']);
  expect({ seed, messages, tenants, minutes, nemeses }).toEqual({
    seed: 1,
    messages: 100_000,
    tenants: 200,
    minutes: 10,
    nemeses: [],
  });
});

test('all that is wrong is told at once', () => {
  const read = () => readOptions(['--seed', 'x', '--tenants', '0', '--nemesis', 'cut,earthquake'], ['cut']);
  expect(read).toThrow('--seed is "x"');
  expect(read).toThrow('--tenants is "0"');
  expect(read).toThrow('there is no nemesis "earthquake"; known are cut');
});
