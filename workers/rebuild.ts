import { parseArgs } from 'node:util';
import { Type } from '@sinclair/typebox';
import { rebuildFirm } from '../actors/process-monitor/rebuild.ts';
import { EnvironmentError, parseEnvironment } from '../actors/runtime/environment.ts';
import { createPool } from '../db/pool.ts';
import { WorkerEnvironment } from './environment.ts';

// bun run db:rebuild [--check] [--tenant ten_...]: makes the tables of cases and movements anew from the events. With --check
// it only compares, tells what differs, and ends with 1 when anything does.
const { values } = parseArgs({
  options: { check: { type: 'boolean', default: false }, tenant: { type: 'string' } },
});

try {
  const env = parseEnvironment(Type.Pick(WorkerEnvironment, ['DATABASE_RUNTIME_URL']), process.env);
  const pool = createPool({
    url: env.DATABASE_RUNTIME_URL,
    name: 'lux-rebuild',
    max: 2,
    statementTimeout: 0,
    onError: (error) => console.error(error.message),
  });
  const { rows } = await pool.query<{ id: string }>(
    'select tenant_id as id from auth.tenant_plans() order by 1',
  );
  const firms = rows.map((r) => r.id).filter((id) => !values.tenant || id === values.tenant);
  let cases = 0;
  let differences = 0;
  for (const id of firms) {
    const done = await rebuildFirm(pool, id, {
      check: values.check,
      onDifference: ({ table, row, kind, columns }) =>
        console.log(`${id} ${table} ${row}: ${kind}${columns.length > 0 ? ` (${columns.join(', ')})` : ''}`),
    });
    cases += done.cases;
    differences += done.differences;
  }
  const did = values.check ? 'compared' : 'rebuilt';
  console.log(
    `${did} ${cases} cases of ${firms.length} firms: ${differences} rows ${values.check ? 'differ' : 'differed'}`,
  );
  await pool.end();
  process.exitCode = values.check && differences > 0 ? 1 : 0;
} catch (error) {
  console.error(error instanceof EnvironmentError ? error.message : error);
  process.exitCode = 2;
}
