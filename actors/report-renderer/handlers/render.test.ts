import { afterAll, beforeAll, expect, test } from 'bun:test';
import { requestCancel } from '../../../db/jobs/cancel.ts';
import { withTenant } from '../../../db/tenant.ts';
import { newId } from '../../contracts/ids.ts';
import type { ObjectStore } from '../../contracts/object-store.ts';
import { createReportWorld, type ReportWorld, startMonitor } from '../test-kit.ts';
import { ATTEMPTS } from './render.ts';

let world: ReportWorld;
/** What happens in the place of a put: a test’s own trouble. */
let onPut: ObjectStore['put'] | undefined;
const puts: string[] = [];

beforeAll(async () => {
  world = await createReportWorld();
  await startMonitor(world);
  const store: ObjectStore = {
    ...world.store,
    async put(key, bytes, options) {
      puts.push(options.mediaType);
      return (onPut ?? world.store.put)(key, bytes, options);
    },
  };
  const retry = { attempts: ATTEMPTS + 3, baseMs: 1, maxMs: 10 };
  await world.startRenderer({ store }, { timeoutMs: 300, retry });
}, 240_000);
afterAll(() => world.close(), 60_000);

test('a report whose every try takes too long is given up: its job and itself end, and who waits is told in Portuguese', async () => {
  const { tenant } = await world.firm();
  const deliverTo = [newId('person')];
  onPut = () => new Promise(() => {});
  puts.length = 0;
  const ordered = await world.order(tenant, 'portfolio', {}, ['csv'], { deliverTo });
  const { job, report } = await world.ended(tenant, ordered);
  const error = {
    message: expect.stringContaining('várias tentativas'),
    fix: expect.stringMatching(/^Peça/),
  };
  expect(job).toMatchObject({ state: 'failed', error });
  expect(report).toMatchObject({ state: 'failed', error });
  expect(puts).toHaveLength(ATTEMPTS);
  expect(await world.events(tenant, 'document.failed')).toMatchObject([{ data: { deliverTo } }]);
});

test('a report that is cancelled in the middle makes no further format', async () => {
  const { tenant } = await world.firm();
  onPut = async (key, bytes, options) => {
    if (options.mediaType.startsWith('text/csv')) {
      const { rows } = await world.harness.admin.query('select id from jobs where tenant_id = $1', [tenant]);
      await withTenant(world.harness.app, tenant, (tx) => requestCancel(tx, rows[0].id));
    }
    return world.store.put(key, bytes, options);
  };
  puts.length = 0;
  const ordered = await world.order(tenant, 'portfolio', {}, ['csv', 'html', 'json']);
  const { job, report } = await world.ended(tenant, ordered);
  expect(job.state).toBe('cancelled');
  expect(report).toMatchObject({ state: 'failed', error: { message: 'O relatório foi cancelado.' } });
  expect(puts.map((type) => type.split(';')[0])).toEqual(['application/json', 'text/csv']);
  expect(await world.events(tenant, 'document.generated')).toEqual([]);
});
