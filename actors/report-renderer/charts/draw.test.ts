import { expect, test } from 'bun:test';
import { drawChart } from './draw.ts';

const bars = (count: number) =>
  Array.from({ length: count }, (_, i) => ({ label: `dia ${i + 1}`, value: i * 800 }));
const draw = (count: number, horizontal = false) =>
  drawChart({ title: 'x', bars: bars(count), horizontal }, { primary: '#123456' });

const labels = (svg: string) => [...svg.matchAll(/<text[^>]*>([^<]*)<\/text>/g)].map(([, words]) => words);
const drawn = (svg: string) =>
  [...svg.matchAll(/<path d="M([\d.]+),([\d.]+)h([\d.]+)v([\d.]+)h-?[\d.]+Z" fill="#123456"/g)].map((bar) =>
    bar.slice(1).map(Number),
  );

test('a bar for each value, in the colour of the firm, as tall as its value', async () => {
  const svg = await draw(4);
  const heights = drawn(svg).map(([, , , height]) => height as number);
  expect(heights).toHaveLength(4);
  const [none = 1, one = 1, two = 0, three = 0] = heights;
  expect(none).toBe(0);
  expect(two).toBeCloseTo(one * 2, 6);
  expect(three).toBeCloseTo(one * 3, 6);
});

test('lying bars are as long as their values, each beside its name', async () => {
  const svg = await draw(4, true);
  const [, one = [], two = []] = drawn(svg);
  expect(two[2]).toBeCloseTo((one[2] ?? 1) * 2, 6);
  expect(labels(svg)).toEqual(expect.arrayContaining(['dia 1', 'dia 2', 'dia 3', 'dia 4']));
});

test('numbers are written as in Brazil', async () => {
  expect(labels(await draw(4))).toContain('2.000');
});

test('of many labels as many are there as can be read; of few all, and upright', async () => {
  const few = await draw(14);
  expect(labels(few).filter((label) => label?.startsWith('dia'))).toHaveLength(14);
  expect(few).not.toContain('rotate(300)');
  const many = await draw(90);
  const shown = labels(many).filter((label) => label?.startsWith('dia'));
  expect(shown).toEqual(bars(90).flatMap(({ label }, i) => (i % 5 === 0 ? [label] : [])));
  expect(many).toContain('rotate(300)');
});

test('the same chart gives the same text', async () => {
  expect(await draw(36)).toBe(await draw(36));
});
