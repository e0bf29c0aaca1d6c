import { createHistogram } from 'node:perf_hooks';

/** Percentiles of one kind of thing, in milliseconds. */
export interface Latencies {
  count: number;
  p50: number;
  p90: number;
  p99: number;
  p999: number;
  max: number;
}

/** An HDR histogram from a microsecond to an hour, three figures. */
export function createLatencies() {
  const histogram = createHistogram({ lowest: 1, highest: 3_600_000_000, figures: 3 });
  const at = (percentile: number) => histogram.percentile(percentile) / 1_000;
  return {
    record: (milliseconds: number) => histogram.record(Math.max(1, Math.round(milliseconds * 1_000))),
    reset: () => histogram.reset(),
    read(): Latencies {
      const { count } = histogram;
      if (count === 0) return { count: 0, p50: 0, p90: 0, p99: 0, p999: 0, max: 0 };
      return { count, p50: at(50), p90: at(90), p99: at(99), p999: at(99.9), max: histogram.max / 1_000 };
    },
  };
}
