import { familyBytes } from '../actors/report-renderer/browser/family-memory.ts';
import { findChromium } from '../actors/report-renderer/browser/find-chromium.ts';
import { createBrowserPool } from '../actors/report-renderer/browser/pool.ts';
import { renderFormat } from '../actors/report-renderer/formats/render.ts';
import { canonicalJson, snapshotId } from '../actors/report-renderer/snapshot/canonical.ts';
import { sampleSnapshot } from '../actors/report-renderer/templates/sample.ts';
import type { BenchContext } from './bench.ts';
import { median } from './runtime-parts.ts';

export const describe =
  'Resident memory of this process, and of its browsers with all their processes, over a thousand dossiers: the last tenth beside the second.';

const SLICES = 10;
/** Documents between two looks at the memory. */
const MEASURED_EVERY = 10;
const signal = new AbortController().signal;

export async function run(context: BenchContext): Promise<void> {
  const snapshot = sampleSnapshot('dossier', { rows: 40 });
  const id = snapshotId(canonicalJson(snapshot));
  const pool = createBrowserPool({ executable: () => findChromium(process.env.CHROMIUM_BIN), pages: 2 });
  context.onEnd(() => pool.close());
  const perSlice = context.quick ? 10 : 100;
  const slices: { worker: number; chromium: number }[] = [];
  for (let slice = 0; slice < SLICES; slice++) {
    const [worker, chromium]: [number[], number[]] = [[], []];
    for (let i = 0; i < perSlice; i += 2) {
      await Promise.all([1, 2].map(() => renderFormat(snapshot, id, 'pdf', pool, signal)));
      if (i % MEASURED_EVERY > 0) continue;
      worker.push(process.memoryUsage.rss());
      // Browsers that have ended are nothing by now.
      chromium.push(pool.stats.pids.reduce((sum, pid) => sum + (familyBytes(pid) ?? 0), 0));
    }
    const seen = { worker: median(worker) / 2 ** 20, chromium: median(chromium) / 2 ** 20 };
    slices.push(seen);
    context.say(
      `after ${(slice + 1) * perSlice}: worker ${seen.worker.toFixed(0)} MB, Chromium ${seen.chromium.toFixed(0)} MB ` +
        `(at most ${(Math.max(...chromium) / 2 ** 20).toFixed(0)}), ${pool.stats.launches} browsers so far`,
    );
  }
  for (const whose of ['worker', 'chromium'] as const) {
    const [value, early] = [slices.at(-1)?.[whose] ?? 0, slices[1]?.[whose] ?? 1];
    context.figure({
      name: `report.memory/${whose}`,
      value,
      unit: 'MB',
      peer: { name: 'after the first two tenths', value: early },
      ratio: value / early,
      target: '<= 1.2',
    });
  }
}
