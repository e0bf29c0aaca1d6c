import { findChromium } from '../actors/report-renderer/browser/find-chromium.ts';
import { createBrowserPool } from '../actors/report-renderer/browser/pool.ts';
import { renderFormat } from '../actors/report-renderer/formats/render.ts';
import { canonicalJson, snapshotId } from '../actors/report-renderer/snapshot/canonical.ts';
import { sampleSnapshot } from '../actors/report-renderer/templates/sample.ts';
import type { BenchContext } from './bench.ts';
import { median } from './runtime-parts.ts';

export const describe =
  'p50 of a dossier of five pages from its snapshot to PDF bytes in a warm browser, and with a browser launched for each report.';

const ROWS = 40;
const signal = new AbortController().signal;

export async function run(context: BenchContext): Promise<void> {
  const snapshot = sampleSnapshot('dossier', { rows: ROWS });
  const id = snapshotId(canonicalJson(snapshot));
  const executable = () => findChromium(process.env.CHROMIUM_BIN);
  const warm = createBrowserPool({ executable, pages: 1 });
  context.onEnd(() => warm.close());
  const time = async (pool: typeof warm) => {
    const began = performance.now();
    const pdf = await renderFormat(snapshot, id, 'pdf', pool, signal);
    return {
      ms: performance.now() - began,
      pages: Buffer.from(pdf)
        .toString('latin1')
        .match(/\/Type \/Page\b/g)?.length,
    };
  };
  for (let i = 0; i < 10; i++) await time(warm);
  const rounds = context.quick ? 10 : 60;
  const times: number[] = [];
  let pages: number | undefined;
  for (let i = 0; i < rounds; i++) {
    const one = await time(warm);
    times.push(one.ms);
    pages = one.pages;
  }
  const cold: number[] = [];
  for (let i = 0; i < (context.quick ? 3 : 8); i++) {
    const pool = createBrowserPool({ executable, pages: 1 });
    cold.push((await time(pool)).ms);
    await pool.close();
  }
  const [value, launched] = [median(times), median(cold)];
  context.say(`${pages} pages`);
  context.figure({ name: 'report.render/warm', value, unit: 'ms', target: '< 150' });
  context.figure({
    name: 'report.render/launch-per-report',
    value,
    unit: 'ms',
    peer: { name: 'a launch for each report', value: launched },
    ratio: launched / value,
    target: '>= 5',
  });
}
