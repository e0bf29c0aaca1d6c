import { afterAll, beforeAll, expect, test } from 'bun:test';
import { newId } from '../../actors/contracts/ids.ts';
import { acquirePostgres, type TestDatabase } from '../../compose/test-kit/postgres.ts';
import { createPool, type Pool } from '../pool.ts';
import { registerProcesses } from '../processes/register.ts';
import { readTenant, type TenantTx, withTenant } from '../tenant.ts';
import { createImportLines, type NewImportLine } from './create-lines.ts';
import { processImportLines } from './process-lines.ts';
import { countImportLines, listImportLines } from './read-lines.ts';

let database: TestDatabase;
let pool: Pool;
beforeAll(async () => {
  database = await acquirePostgres();
  pool = createPool({ url: database.urls.runtime, name: 'test', max: 4, onError: () => {} });
});
afterAll(async () => {
  await pool.end();
  await database.release();
});

const tenant = newId('tenant');
const jobId = newId('job');
const inTenant = <T>(work: (tx: TenantTx) => Promise<T>) => withTenant(pool, tenant, work);

function line(
  n: number,
  number: string | null,
  outcome: NewImportLine['outcome'] = 'pending',
): NewImportLine {
  return {
    line: n,
    input: number ?? 'x',
    label: `linha ${n}`,
    tags: ['lote'],
    outcome,
    number,
    message: null,
    fix: null,
  };
}

test('an import is worked off in chunks, each line once, in file order', async () => {
  const [known, fresh, noIndex] = ['00000011720998260001', '00000011220998190001', '00000012520991000001'];
  await inTenant((tx) =>
    registerProcesses(tx, [{ number: known, label: null, tags: [], courtStatus: 'pending' }], {}),
  );
  await inTenant((tx) =>
    createImportLines(tx, jobId, [
      line(1, known),
      line(2, null, 'invalid'),
      line(3, fresh),
      line(4, fresh, 'duplicate'),
      line(5, noIndex),
    ]),
  );

  const first = await inTenant((tx) => processImportLines(tx, jobId, 2));
  expect(first.registered.map((r) => [r.number, r.created])).toEqual([
    [known, false],
    [fresh, true],
  ]);
  expect(first.remaining).toBe(1);
  const second = await inTenant((tx) => processImportLines(tx, jobId, 2));
  expect(second.registered).toMatchObject([{ number: noIndex, created: true, courtStatus: 'no_index' }]);
  expect(second.remaining).toBe(0);
  expect(await inTenant((tx) => processImportLines(tx, jobId, 2))).toEqual({ registered: [], remaining: 0 });

  await readTenant(pool, tenant, async (tx) => {
    expect(await countImportLines(tx, jobId)).toEqual({
      pending: 0,
      created: 2,
      exists: 1,
      invalid: 1,
      duplicate: 1,
    });
    const lines = await listImportLines(tx, jobId, {}, { limit: 10 });
    expect(lines.map((l) => l.outcome)).toEqual(['exists', 'invalid', 'created', 'duplicate', 'created']);
    expect(lines.map((l) => l.processId !== null)).toEqual([true, false, true, false, true]);
    const after = await listImportLines(tx, jobId, { outcome: 'created' }, { limit: 10, after: 3 });
    expect(after.map((l) => l.line)).toEqual([5]);
  });
});

test('a chunk that is rolled back is taken again', async () => {
  const job = newId('job');
  await inTenant((tx) => createImportLines(tx, job, [line(1, '00000018920994030001')]));
  const failing = inTenant(async (tx) => {
    await processImportLines(tx, job, 10);
    throw new Error('killed');
  });
  await expect(failing).rejects.toThrow('killed');
  expect((await inTenant((tx) => processImportLines(tx, job, 10))).registered).toMatchObject([
    { created: true },
  ]);
});
