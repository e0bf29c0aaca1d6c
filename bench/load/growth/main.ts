import { createServers } from '../../servers.ts';
import { createFirms } from './firms.ts';
import type { Measured } from './measure.ts';
import { parseGrowthOptions } from './options.ts';
import { growthReport } from './report.ts';

/** `bun run load growth`: every query at several sizes of the database, and which of them grows with it. */
export async function growth(args: readonly string[]): Promise<void> {
  const { cases, factors, firms: count } = parseGrowthOptions(args);
  const servers = createServers();
  try {
    const firms = createFirms(await servers.database(), count);
    const sizes: Map<string, Measured>[] = [];
    for (const factor of factors) {
      const startedAt = performance.now();
      const each = Math.round((cases * factor) / count);
      const size = await firms.growTo(each);
      const seconds = Math.round((performance.now() - startedAt) / 1000);
      console.error(`${each * count} cases in ${count} firms: ${size}, added in ${seconds} s`);
      sizes.push(await firms.measureAll());
    }
    console.log(
      growthReport(
        factors.map((factor) => cases * factor),
        sizes,
      ),
    );
  } finally {
    await servers.stop();
  }
}
