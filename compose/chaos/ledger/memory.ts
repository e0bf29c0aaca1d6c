import type { Measures } from '../cluster/measures.ts';

/** Memory of one process over its longest life, in megabytes. */
export interface MemoryReport {
  process: string;
  start: number;
  end: number;
  most: number;
  /** By how much the last quarter's median is above the second's: what grows with time, without the warm-up. */
  growth: number;
}

/** What may grow: a tenth, or 30 MB, whichever is more. The harness keeps books and may grow with them. */
const GROWTH_SHARE = 0.1;
const GROWTH_MB = 30;
const LOOKS_NEEDED = 12;

export function memoryReport(memory: Measures['memory']): MemoryReport[] {
  return [...memory].flatMap(([process, looks]) => {
    const longest = [...Map.groupBy(looks, ({ pid }) => pid).values()].reduce(
      (a, b) => (b.length > a.length ? b : a),
      [],
    );
    const sizes = longest.map(({ megabytes }) => megabytes);
    const quarter = Math.floor(sizes.length / 4);
    return [
      {
        process,
        start: Math.round(sizes[0] ?? 0),
        end: Math.round(sizes.at(-1) ?? 0),
        most: Math.round(Math.max(...sizes)),
        growth: Math.round(median(sizes.slice(-quarter)) - median(sizes.slice(quarter, quarter * 2))),
      },
    ];
  });
}

/** Processes whose memory is not flat, by the rule above; undefined when none lived long enough to tell. */
export function growing(memory: Measures['memory']): string[] | undefined {
  const reports = memoryReport(memory).filter(({ process }) => process !== 'harness');
  const long = reports.filter(({ process }) => (memory.get(process)?.length ?? 0) >= LOOKS_NEEDED);
  if (long.length === 0) return undefined;
  return long
    .filter(({ growth, end }) => growth > Math.max(GROWTH_MB, (end - growth) * GROWTH_SHARE))
    .map(
      ({ process, start, end, growth }) =>
        `${process}: ${start} MB at the start, ${end} at the end, ${growth} growing`,
    );
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1] ?? 0;
}
