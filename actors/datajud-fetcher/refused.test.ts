import { afterAll, beforeAll, expect, test } from 'bun:test';
import pino from 'pino';
import { waitFor } from '../../compose/test-kit/wait-for.ts';
import { datajudFetcher } from '../contracts/datajud-fetcher.ts';
import { aFirm, createWorld, numbersOf, type World } from './test-kit.ts';

// What only an operator can mend.
let world: World;
let firm: string;
let numbers: string[];
beforeAll(async () => {
  world = await createWorld({
    sandbox: { generate: { courts: ['tjsp', 'tjrj'], casesPerCourt: 12, movementsPerCase: 5, oddities: 0 } },
    config: { unansweredSeconds: 3_600, patienceMs: 500, urgentTimeoutMs: 1_500, batchTimeoutMs: 1_500 },
    // Longer than anybody's patience, shorter than the test's.
    restMs: 700,
  });
  await Promise.all([world.startFetcher(), world.startMonitor()]);
  firm = aFirm();
  numbers = numbersOf(world.sandbox, 'tjsp');
  await world.register(firm, numbers);
  await world.settled();
});
afterAll(() => world.close());

const lastRequests = (alias = 'tjsp') =>
  world.rows<{
    id: string;
    outcome: string;
    numbers: number;
    mode: string;
    http_status: number | null;
    error: string;
  }>('select * from court.requests where alias = $1 order by asked_at desc, id desc', [alias]);
const checksOf = (requestId: string) =>
  world.rows<{ number: string; result: string }>(
    'select number, result from court.checks where request_id = $1',
    [requestId],
  );
async function fresh(): Promise<void> {
  world.sandbox.control.run('clear-faults', {});
  await waitFor(
    'the court to rest no more',
    async () => (await world.gateway('tjsp')).restUntil < Date.now(),
  );
  await world.due('tjsp');
  await world.settled();
  const gateway = await world.gateway('tjsp');
  expect(gateway).toMatchObject({ streak: 0, waiting: [], pending: [] });
}

test('a key that was rotated: refused, shouted about, and accepted again when it is set', async () => {
  await fresh();
  let key = world.sandbox.key;
  const log: { msg: string; level: number }[] = [];
  const other = await createWorld({ restMs: 300 });
  try {
    const logger = pino({ level: 'error' }, { write: (line: string) => void log.push(JSON.parse(line)) });
    const fetcher = other.fetcher({ datajudUrl: world.sandbox.url, datajudKey: () => key });
    await other.harness.start(fetcher, { log: logger });
    await other.startMonitor();
    world.sandbox.control.run('rotate-key', { key: 'a-new-one' });
    // Each is asked at its own court and at the STJ.
    await other.register(firm, numbers.slice(0, 2));
    await waitFor('the refusals', () => log.some((l) => l.level === 60));
    expect(log[0]).toMatchObject({ level: 50, msg: expect.stringContaining('the CNJ may have rotated it') });
    expect(log.find((l) => l.level === 60)?.msg).toContain('at every court');
    key = 'a-new-one';
    await waitFor('the import', async () => (await other.types(firm)).includes('process.imported'));
  } finally {
    await other.close();
    world.sandbox.control.run('reset', {});
  }
});

test('an index that does not exist: once a day, and nobody is told that the case does not', async () => {
  // The sandbox has all of them; this is one that DataJud has not.
  await world.harness.send(
    datajudFetcher,
    'watch',
    { tenant: 'court-stf' },
    {
      tenant: firm,
      cases: [{ number: numbers[0] ?? '', processId: 'prc_0' }],
      beat: 'primary',
      urgent: true,
    },
  );
  await waitFor('the request', async () => (await lastRequests('stf')).length > 0);
  const [request] = await lastRequests('stf');
  expect(request).toMatchObject({ outcome: 'no-index', http_status: 404 });
  expect(await checksOf(request?.id ?? '')).toEqual([{ number: numbers[0] ?? '', result: 'no-index' }]);
  await world.rows("delete from court.cases where alias = 'stf'");
});
