import { afterAll, beforeAll, describe, expect, test } from 'bun:test';
import { waitFor } from '../../compose/test-kit/wait-for.ts';
import { aFirm, createWorld, numbersOf, type Registered, type World } from './test-kit.ts';

// Each row of the error table of the public API, from the court's answer to the person who waits.
let world: World;
let firm: string;
let cases: Registered[];
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
  cases = await world.register(firm, numbers);
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
const batches = async () => {
  const { statusBatch, documentBatch } = await world.gateway('tjsp');
  return { status: statusBatch.current, documents: documentBatch.current };
};
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

const rows = [
  { fault: { kind: '429' }, outcome: 'rate-limited', breaker: 0, shrinks: false, status: 429 },
  { fault: { kind: '504' }, outcome: 'gateway-timeout', breaker: 1, shrinks: true, status: 504 },
  { fault: { kind: 'slow', delayMs: 4_000 }, outcome: 'timeout', breaker: 1, shrinks: true, status: null },
  { fault: { kind: 'reset' }, outcome: 'unreachable', breaker: 1, shrinks: false, status: null },
  { fault: { kind: '5xx' }, outcome: 'server-error', breaker: 0, shrinks: false, status: 503 },
  { fault: { kind: '400' }, outcome: 'bad-request', breaker: 0, shrinks: true, status: 400 },
  { fault: { kind: 'unauthorized' }, outcome: 'unauthorized', breaker: 0, shrinks: false, status: 401 },
  {
    fault: { kind: 'unauthorized', status: 403 },
    outcome: 'unauthorized',
    breaker: 0,
    shrinks: false,
    status: 403,
  },
  { fault: { kind: 'partial-empty' }, outcome: 'no-shards', breaker: 0, shrinks: false, status: 200 },
  { fault: { kind: 'total-without-hits' }, outcome: 'malformed', breaker: 0, shrinks: false, status: 200 },
  { fault: { kind: 'garbage' }, outcome: 'malformed', breaker: 0, shrinks: false, status: 200 },
  { fault: { kind: 'truncated' }, outcome: 'malformed', breaker: 0, shrinks: false, status: 200 },
] as const;

describe.each(rows)('$fault.kind', ({ fault, outcome, breaker, shrinks, status }) => {
  test('a round of the watch list', async () => {
    await fresh();
    const before = await batches();
    const events = await world.types(firm);
    const known = await world.rows(
      'select last_result, last_checked_at from court.cases order by number, alias',
    );
    world.sandbox.control.run('inject-fault', { ...fault, court: 'tjsp', count: 1 });
    await world.due('tjsp', 'status');
    const [request] = await waitFor('the failed request', async () => {
      const requests = await lastRequests();
      return requests[0]?.outcome === outcome ? requests : undefined;
    });
    expect(request).toMatchObject({ outcome, http_status: status, mode: 'status', numbers: numbers.length });
    // The ledger says of every number that nobody could tell; nothing is taken for absent, nobody is told a thing.
    const checks = await checksOf(request?.id ?? '');
    expect(checks.map((c) => c.number).sort()).toEqual([...numbers].sort());
    expect(new Set(checks.map((c) => c.result))).toEqual(new Set(['unavailable']));
    expect(await world.types(firm)).toEqual(events);
    expect(
      await world.rows('select last_result, last_checked_at from court.cases order by number, alias'),
    ).toEqual(known);
    const gateway = await world.gateway('tjsp');
    expect(gateway.streak).toBe(1);
    expect(failuresOf(gateway.breaker)).toBe(breaker);
    expect(await batches()).toEqual(shrinks ? { ...before, status: before.status >> 1 } : before);
    const [court] = await world.rows("select * from court.courts where alias = 'tjsp'");
    expect(court).toMatchObject({ last_error: expect.stringContaining(outcome) });
  });

  test('a person who waits is told in Portuguese, and it mends itself', async () => {
    await fresh();
    const [one] = cases as [Registered];
    world.sandbox.control.run('inject-fault', { ...fault, court: 'tjsp', count: 1 });
    const job = await world.ended(firm, await world.refresh(firm, one));
    expect(job).toMatchObject({
      state: 'failed',
      error: {
        message: expect.stringMatching(
          /^tjsp: .*nova tentativa automática (às|em) .*\(horário de Brasília\)\.$/,
        ),
        fix: expect.stringContaining('automaticamente'),
      },
    });
    world.sandbox.control.run('add-movement', { number: one.number, grau: grauOf(one.number), codigo: 85 });
    await fresh();
    expect((await world.types(firm, one.number)).at(-1)).toBe('movement.detected');
    expect(
      (await world.rows('select urgent_since from court.cases where number = $1', [one.number]))[0],
    ).toEqual({
      urgent_since: null,
    });
  });
});

test('a clean answer without hits: absent, as the index says, and nothing of what is known is lost', async () => {
  await fresh();
  const rowsBefore = await world.rows('select count(*) from movements');
  const types = await world.types(firm);
  world.sandbox.control.run('inject-fault', { kind: 'no-hits', court: 'tjsp', count: 1 });
  await world.due('tjsp', 'status');
  await world.settled();
  const [request] = await lastRequests();
  expect(request).toMatchObject({ outcome: 'ok' });
  expect(new Set((await checksOf(request?.id ?? '')).map((c) => c.result))).toEqual(new Set(['absent']));
  expect(await world.rows('select count(*) from movements')).toEqual(rowsBefore);
  expect(await world.types(firm)).toEqual(types);
  await fresh();
});

test('some shards failed: hits are whole and used, the other numbers are not absent and are asked again', async () => {
  await fresh();
  const [moved] = numbers as [string];
  // Numbers of another court are not in this index: with a whole answer they would be absent.
  const strangers = numbersOf(world.sandbox, 'tjrj').slice(0, 2);
  await world.harness.runtime.query(
    `insert into court.cases (alias, number, watchers, next_check_at, next_full_at, interval_seconds, last_checked_at)
      select 'tjsp', n, 1, now(), now(), 60, now() from unnest($1::text[]) as n`,
    [strangers],
  );
  world.sandbox.control.run('add-movement', { number: moved, grau: grauOf(moved), codigo: 123 });
  world.sandbox.control.run('inject-fault', { kind: 'partial-hits', court: 'tjsp', count: 1 });
  await world.due('tjsp', 'status');
  await world.settled();
  const status = (await lastRequests()).find((r) => r.mode === 'status');
  expect(status).toMatchObject({ outcome: 'partial', error: expect.stringContaining('shards failed') });
  const checks = new Map((await checksOf(status?.id ?? '')).map((c) => [c.number, c.result]));
  expect(checks.get(moved)).toBe('changed');
  for (const number of strangers) expect(checks.get(number)).toBe('unavailable');
  expect([...checks.values()].filter((r) => r === 'unchanged')).toHaveLength(numbers.length - 1);
  expect((await world.types(firm, moved)).at(-1)).toBe('movement.detected');
  // Soon, with a full look, and not before the others.
  expect(
    await world.rows(
      `select next_full_at <= now() as owed, next_check_at > now() + interval '50 minutes' as later from court.cases
        where alias = 'tjsp' and number = any($1)`,
      [strangers],
    ),
  ).toEqual([
    { owed: true, later: true },
    { owed: true, later: true },
  ]);
  await world.due('tjsp');
  await world.settled();
  const after = await world.rows(
    "select last_result from court.cases where alias = 'tjsp' and number = any($1)",
    [strangers],
  );
  expect(after).toEqual([{ last_result: 'absent' }, { last_result: 'absent' }]);
  await world.rows('delete from court.cases where number = any($1)', [strangers]);
});

test('a partial answer that lacks the number of a person who waits', async () => {
  await fresh();
  const [one] = cases as [Registered];
  for (const { grau } of world.sandbox.control.readCase(one.number))
    world.sandbox.control.run('delete-case', { number: one.number, grau });
  // Another number in the same request keeps it from being empty.
  const other = cases[1] as Registered;
  world.sandbox.control.run('inject-fault', { kind: 'partial-hits', court: 'tjsp', count: 1 });
  await world.rows('update court.cases set urgent_since = now(), next_check_at = now() where number = $1', [
    other.number,
  ]);
  const job = await world.ended(firm, await world.refresh(firm, one));
  expect(job.state).toBe('failed');
  expect(job.error?.message).toContain('respondeu em parte');
  await world.settled();
  world.sandbox.control.run('reset', {});
});

function grauOf(number: string): string {
  return world.sandbox.control.readCase(number)[0]?.grau ?? '';
}

/** Slow failures in a row that the breaker remembers. */
function failuresOf(breaker: unknown): number {
  const found =
    JSON.stringify(breaker).match(/"breaker(?:State)?":\{?"?(\d+)/) ??
    JSON.stringify(breaker).match(/"breaker":(\d+)/);
  return found ? Number(found[1]) : Number.NaN;
}
