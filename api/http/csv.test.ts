import { expect, test } from 'bun:test';
import { csvLine, csvResponse } from './csv.ts';

const style = { excel: false };

test('what goes wrong before the first line is thrown, not found out by the reader of half a file', async () => {
  async function* pages(): AsyncGenerator<string[][]> {
    yield await Promise.reject(new Error('no database'));
  }
  await expect(csvResponse('x.csv', ['A'], pages(), style)).rejects.toThrow('no database');
});

test('every page is in it, in order', async () => {
  async function* pages(): AsyncGenerator<string[][]> {
    yield [['1'], ['2']];
    yield [['3']];
  }
  const response = await csvResponse('x.csv', ['A'], pages(), style);
  expect(await response.text()).toBe('A\r\n1\r\n2\r\n3\r\n');
});

test.each([false, true])('no cell is a formula, whatever it begins with (excel=%p)', (excel) => {
  for (const start of ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'])
    expect(csvLine([`${start}1`], { excel })).toMatch(/^"?'/);
  expect(csvLine(['Silva - Banco', 5, -5, null], { excel: false })).toBe('Silva - Banco,5,-5,\r\n');
});
