import { afterEach, expect, test } from 'bun:test';
import { waitFor } from '../../compose/test-kit/wait-for.ts';
import { type Access, type Accesses, createAccesses } from './gateway/accesses.ts';
import { SHARED } from './gateway/budget.ts';
import { inTurn } from './handlers/choose-work.ts';
import { aFirm, createWorld, numbersOf, type World, type WorldOptions } from './test-kit.ts';

// A firm that brings a key and a quota of its own, beside firms that share the common ones.
let world: World;
const open: World[] = [];
afterEach(() => Promise.all(open.splice(0).map((w) => w.close())));

const TJSP = { generate: { courts: ['tjsp'], casesPerCourt: 8, movementsPerCase: 4, oddities: 0 } };
async function start(accesses: () => Access[], options: WorldOptions = {}): Promise<void> {
  world = await createWorld({ sandbox: TJSP, ...options });
  open.push(world);
  const refused = new Set<string>();
  const resting = new Set<string>();
  const own: Accesses = {
    all: () => accesses().filter((a) => !refused.has(a.key) && !resting.has(a.tenantId)),
    refuse: async (a) => void refused.add(a.key),
    rest: (a) => void resting.add(a.tenantId),
  };
  await Promise.all([world.startFetcher({ accesses: own }), world.startMonitor()]);
}
const accessOf = (tenantId: string, more: Partial<Access> = {}): Access => ({
  tenantId,
  key: world.sandbox.key,
  requestsPerMinute: 1_000,
  requestsPerDay: 100_000,
  ...more,
});
const used = async () =>
  Object.fromEntries(
    (
      await world.rows<{ quota: string; used_today: number }>(
        "select quota, used_today from court.budgets where quota not like 'urgent:%'",
      )
    ).map((row) => [row.quota, row.used_today]),
  );
/** The shared quota has nothing left today, as after a long day. */
const spendShared = () =>
  world.rows(
    `insert into court.budgets (quota, per_minute, per_day, tokens, refilled_at, day, used_today)
    values ($1, 1, 1, 0, now(), (now() at time zone 'America/Sao_Paulo')::date, 2000000000)
    on conflict (quota) do update set used_today = excluded.used_today`,
    [SHARED],
  );

test('its cases are imported, and followed when they move, with nothing of the shared quota left', async () => {
  const firm = aFirm();
  await start(() => [accessOf(firm)]);
  await spendShared();
  const [own, others] = [
    numbersOf(world.sandbox, 'tjsp').slice(0, 3),
    numbersOf(world.sandbox, 'tjsp').slice(3, 5),
  ];
  const other = aFirm();
  await world.register(firm, own);
  await world.register(other, others);
  await waitFor('the import', async () => {
    const types = await world.types(firm);
    return types.filter((type) => type === 'process.imported').length >= 3;
  });
  const [number = ''] = own;
  const grau = world.sandbox.control.readCase(number)[0]?.grau ?? '';
  world.sandbox.control.run('add-movement', { number, grau, codigo: 219 });
  await world.due('tjsp', 'status');
  await waitFor('the movement', async () => (await world.types(firm)).includes('movement.detected'));
  // Nothing was asked for those who have to wait.
  expect(await world.types(other)).not.toContain('process.imported');
  const asked = await world.rows<{ number: string }>(
    "select distinct number from court.checks where alias = 'tjsp' and result <> 'unavailable'",
  );
  expect(asked.map((a) => a.number).sort()).toEqual([...own].sort());
  const { [SHARED]: shared, [firm]: mine } = await used();
  expect(shared).toBe(2_000_000_000);
  expect(mine).toBeGreaterThanOrEqual(3);
});

test('a key that DataJud refuses is left alone, the court is not blamed, and the shared key goes on', async () => {
  const firm = aFirm();
  await start(() => [accessOf(firm, { key: 'not-a-key' })]);
  const [number = ''] = numbersOf(world.sandbox, 'tjsp');
  await world.register(firm, [number]);
  await waitFor('the import', async () => (await world.types(firm)).includes('process.imported'));
  await world.settled();
  const outcomes = await world.rows<{ outcome: string }>(
    "select outcome from court.requests where alias = 'tjsp' order by asked_at, id",
  );
  expect(outcomes.map((r) => r.outcome)).toEqual(['unauthorized', 'ok']);
  expect(await world.gateway('tjsp')).toMatchObject({ streak: 0, restUntil: 0 });
  expect(await world.rows("select last_error from court.courts where alias = 'tjsp'")).toEqual([
    { last_error: null },
  ]);
});

test('a key that has asked too much rests by itself: the court does not, and nobody else waits', async () => {
  const firm = aFirm();
  await start(() => [accessOf(firm)]);
  world.sandbox.control.run('inject-fault', { kind: '429', court: 'tjsp', count: 1 });
  const [number = ''] = numbersOf(world.sandbox, 'tjsp');
  await world.register(firm, [number]);
  await waitFor('the import', async () => (await world.types(firm)).includes('process.imported'));
  const outcomes = await world.rows<{ outcome: string }>(
    "select outcome from court.requests where alias = 'tjsp' order by asked_at, id",
  );
  expect(outcomes.map((r) => r.outcome)).toEqual(['rate-limited', 'ok']);
  expect(await world.gateway('tjsp')).toMatchObject({ streak: 0, restUntil: 0 });
});

test('its own quota used up, it shares the common one like everybody', async () => {
  const firm = aFirm();
  await start(() => [accessOf(firm, { requestsPerMinute: 1, requestsPerDay: 1 })]);
  await world.register(firm, numbersOf(world.sandbox, 'tjsp'));
  await world.settled();
  for (let round = 0; round < 3; round++) {
    await world.due('tjsp', 'status');
    await world.settled();
  }
  const { [SHARED]: shared, [firm]: mine } = await used();
  expect(mine).toBe(1);
  expect(shared).toBeGreaterThan(0);
});

test('shared and own quotas take turns', () => {
  expect(inTurn(['s', 'a', 'b'], undefined)).toEqual(['s', 'a', 'b']);
  expect(inTurn(['s', 'a', 'b'], 's')).toEqual(['a', 'b', 's']);
  expect(inTurn(['s', 'a', 'b'], 'b')).toEqual(['s', 'a', 'b']);
  // One that has nothing due any more.
  expect(inTurn(['s', 'a', 'b'], 'gone')).toEqual(['s', 'a', 'b']);
});

test('what is stored is read in the background, and one key that does not open leaves the others in use', async () => {
  world = await createWorld({ sandbox: TJSP });
  open.push(world);
  const [good, bad] = [aFirm(), aFirm()];
  for (const firm of [good, bad])
    await world.rows(
      'insert into datajud_accesses (tenant_id, sealed_key, requests_per_minute, requests_per_day) values ($1, $2, 10, 100)',
      [firm, `sealed ${firm}`],
    );
  const errors: unknown[] = [];
  const unseal = (tenantId: string, sealed: string) => {
    if (tenantId === bad) throw new Error('it does not open');
    return sealed.replace('sealed', 'key');
  };
  const accesses = createAccesses({
    pool: world.harness.runtime,
    open: unseal,
    onError: (e) => void errors.push(e),
    freshMs: 0,
  });
  await waitFor('the accesses', () => accesses.all().length > 0);
  expect(accesses.all()).toMatchObject([{ tenantId: good, key: `key ${good}`, requestsPerMinute: 10 }]);
  expect(errors).not.toHaveLength(0);
  const [access] = accesses.all();
  if (!access) throw new Error('no access');
  await accesses.refuse(access);
  const refused = await world.rows('select tenant_id from datajud_accesses where refused_at is not null');
  expect(refused).toEqual([{ tenant_id: good }]);
  await waitFor('the refused one to be gone', () => accesses.all().length === 0);
});

test('a firm jumps the queue as often as its share of the day allows, and is told so', async () => {
  const [firm, other] = [aFirm(), aFirm()];
  await start(() => [], { config: { requestsPerDay: 40 } });
  // Of forty a day a twentieth: two, and the registration has used one.
  const [one] = await world.register(firm, numbersOf(world.sandbox, 'tjsp').slice(0, 1));
  const [another] = await world.register(other, numbersOf(world.sandbox, 'tjsp').slice(1, 2));
  if (!one || !another) throw new Error('nothing registered');
  await world.settled();
  const again = async () => world.ended(firm, await world.refresh(firm, one));
  expect((await again()).state).toBe('succeeded');
  const refused = await again();
  expect(refused.state).toBe('failed');
  expect(JSON.stringify(refused.error)).toContain('já usou a sua parte');
  // Somebody else's share is not touched by it.
  expect((await world.ended(other, await world.refresh(other, another))).state).toBe('succeeded');
});
