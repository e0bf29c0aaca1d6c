import { newId } from '../../../actors/contracts/ids.ts';
import { createPool } from '../../../db/pool.ts';
import { createServers } from '../../servers.ts';
import { table } from '../tables.ts';
import { type Measured, measure } from './measure.ts';
import { parseGrowthOptions } from './options.ts';
import { addCases } from './populate.ts';
import { QUERIES } from './queries.ts';

/** Connections that add cases: one for each core of a small machine. */
const ADD_AT_ONCE = 2;

/** `bun run load growth`: every query at several sizes of the database, and which of them grows with it. */
export async function growth(args: readonly string[]): Promise<void> {
  const { cases, factors, firms: count } = parseGrowthOptions(args);
  const servers = createServers();
  try {
    const urls = await servers.database();
    const pool = (url: string) =>
      createPool({
        url,
        name: 'growth',
        max: 1,
        statementTimeout: 0,
        onError: (error) => console.error(error.message),
      });
    const firms = Array.from({ length: count }, (_, place) => ({ tenantId: newId('tenant'), place }));
    const [looked] = firms;
    if (!looked) throw new Error('no firms');
    const sizes: Map<string, Measured>[] = [];
    let before = 0;
    for (const factor of factors) {
      const each = Math.round((cases * factor) / count);
      const startedAt = performance.now();
      const waiting = [...firms];
      const add = async () => {
        const adding = pool(urls.runtime);
        for (let firm = waiting.shift(); firm; firm = waiting.shift())
          await addCases(adding, firm, before, each);
        await adding.end();
      };
      await Promise.all(Array.from({ length: ADD_AT_ONCE }, add));
      const [app, runtime, owner] = [pool(urls.app), pool(urls.runtime), pool(urls.owner)];
      await owner.query('vacuum analyze');
      before = each;
      const { rows } = await owner.query(
        'select pg_size_pretty(pg_database_size(current_database())) as size',
      );
      const seconds = Math.round((performance.now() - startedAt) / 1000);
      console.error(`${each * count} cases in ${count} firms: ${rows[0].size}, added in ${seconds} s`);
      const size = new Map<string, Measured>();
      for (const query of QUERIES) {
        const role = query.role === 'app' ? app : runtime;
        size.set(query.name, await measure(role, looked.tenantId, query));
      }
      sizes.push(size);
      await Promise.all([app.end(), runtime.end(), owner.end()]);
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

/** Twice the rows for every tenfold is more than a deeper index. */
const GROWS_PER_TENFOLD = 2;

function growthReport(counts: readonly number[], sizes: readonly ReadonlyMap<string, Measured>[]): string {
  const heading = [
    'query',
    ...counts.map((count) => `ms at ${count}`),
    ...counts.map((count) => `rows at ${count}`),
    'grows',
    'by way of, at the end',
  ];
  const rows = QUERIES.map(({ name }) => {
    const all = sizes.map((size) => size.get(name) as Measured);
    const [first, last] = [all[0] as Measured, all.at(-1) as Measured];
    const allowed = GROWS_PER_TENFOLD ** Math.log10((counts.at(-1) ?? 1) / (counts[0] ?? 1));
    const grows = last.rows > Math.max(first.rows, 10) * allowed;
    return [
      name,
      ...all.map((one) => one.milliseconds.toFixed(2)),
      ...all.map((one) => String(one.rows)),
      grows ? 'GROWS' : 'no',
      first.ways === last.ways ? last.ways : `${last.ways} (was ${first.ways})`,
    ];
  });
  return table([heading, ...rows]);
}
