import { afterAll, beforeAll, expect, test } from 'bun:test';
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
