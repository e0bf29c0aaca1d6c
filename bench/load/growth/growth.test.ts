import { expect, test } from 'bun:test';
import { acquirePostgres } from '../../../compose/test-kit/postgres.ts';
import { createFirms } from './firms.ts';
import type { Measured } from './measure.ts';
import { QUERIES } from './queries.ts';
import { growing } from './report.ts';

// More of a firm than a list looks at before it asks an index, and enough firms that nobody reads a whole table for one.
const FIRMS = 4;
const CASES = [300, 2_400];

test('no query looks at more rows the more cases there are', async () => {
  const database = await acquirePostgres();
  try {
    const firms = createFirms(database.urls, FIRMS);
    const sizes: Map<string, Measured>[] = [];
    for (const each of CASES) {
      await firms.growTo(each);
      sizes.push(await firms.measureAll());
    }
    expect(sizes[0]?.size).toBe(QUERIES.length);
    expect(
      growing(
        CASES.map((each) => each * FIRMS),
        sizes,
      ),
    ).toEqual([]);
  } finally {
    await database.release();
  }
}, 300_000);

test('what grows is told from what does not', () => {
  const size = (rows: Record<string, number>) =>
    new Map(Object.entries(rows).map(([name, n]) => [name, { rows: n, ways: '', milliseconds: 0 }]));
  const few = size({ page: 51, deeper: 40, walk: 400, little: 0 });
  const many = size({ page: 51, deeper: 79, walk: 4_000, little: 20 });
  expect(growing([1_000, 10_000], [few, many])).toEqual(['walk']);
  expect(growing([1_000, 100_000], [few, size({ page: 51, deeper: 160, walk: 1_600, little: 40 })])).toEqual(
    [],
  );
});
