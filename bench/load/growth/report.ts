import { table } from '../tables.ts';
import type { Measured } from './measure.ts';

/** Twice the rows for every tenfold is more than a deeper index. */
const GROWS_PER_TENFOLD = 2;

/** What a query did at each size, by its name. */
export type Sizes = readonly ReadonlyMap<string, Measured>[];

/** The names of the queries that look at more rows the more there are. `counts` are the cases at each size. */
export function growing(counts: readonly number[], sizes: Sizes): string[] {
  const tenfolds = Math.log10((counts.at(-1) ?? 1) / (counts[0] ?? 1));
  return [...(sizes[0] ?? [])].flatMap(([name, first]) => {
    const last = sizes.at(-1)?.get(name);
    const grows = last && last.rows > Math.max(first.rows, 10) * GROWS_PER_TENFOLD ** tenfolds;
    return grows ? [name] : [];
  });
}

export function growthReport(counts: readonly number[], sizes: Sizes): string {
  const heading = [
    'query',
    ...counts.map((count) => `ms at ${count}`),
    ...counts.map((count) => `rows at ${count}`),
    'grows',
    'by way of, at the end',
  ];
  const grow = growing(counts, sizes);
  const rows = [...(sizes[0] ?? [])].map(([name, first]) => {
    const all = sizes.map((size) => size.get(name) ?? first);
    const last = all.at(-1) ?? first;
    return [
      name,
      ...all.map((one) => one.milliseconds.toFixed(2)),
      ...all.map((one) => String(one.rows)),
      grow.includes(name) ? 'GROWS' : 'no',
      first.ways === last.ways ? last.ways : `${last.ways} (was ${first.ways})`,
    ];
  });
  return table([heading, ...rows]);
}
