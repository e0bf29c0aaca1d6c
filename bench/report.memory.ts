import { familyBytes } from '../actors/report-renderer/browser/family-memory.ts';
import { findChromium } from '../actors/report-renderer/browser/find-chromium.ts';
import { createBrowserPool } from '../actors/report-renderer/browser/pool.ts';
import { renderFormat } from '../actors/report-renderer/formats/render.ts';
import { canonicalJson, snapshotId } from '../actors/report-renderer/snapshot/canonical.ts';
import { sampleSnapshot } from '../actors/report-renderer/templates/sample.ts';
import type { BenchContext } from './bench.ts';
import { median } from './runtime-parts.ts';

export const describe =
  'Memory of this process and its browser (resident, all processes) over a thousand dossiers: the last tenth beside the second.';

const SLICES = 10;
const signal = new AbortController().signal;

export async function run(context: BenchContext): Promise<void> {
  const snapshot = sampleSnapshot('dossier', { rows: 40 });
  const id = snapshotId(canonicalJson(snapshot));
  const pool = createBrowserPool({ executable: () => findChromium(process.env.CHROMIUM_BIN), pages: 2 });
  context.onEnd(() => pool.close());
  const perSlice = context.quick ? 10 : 100;
  const slices: number[] = [];
  for (let slice = 0; slice < SLICES; slice++) {
    const seen: number[] = [];
    for (let i = 0; i < perSlice; i += 2) {
      await Promise.all([1, 2].map(() => renderFormat(snapshot, id, 'pdf', pool, signal)));
      if (i % 10 === 0) seen.push((familyBytes(process.pid) ?? 0) / 2 ** 20);
    }
    slices.push(median(seen));
    context.say(
      `after ${(slice + 1) * perSlice}: ${slices.at(-1)?.toFixed(0)} MB, ${pool.stats.launches} browsers so far`,
    );
  }
  const [value, early] = [slices.at(-1) ?? 0, slices[1] ?? 1];
  context.figure({
    name: 'report.memory',
    value,
    unit: 'MB',
    peer: { name: 'after the first two tenths', value: early },
    ratio: value / early,
    target: '<= 1.2',
  });
}
