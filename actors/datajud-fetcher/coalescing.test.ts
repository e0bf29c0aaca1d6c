import { afterEach, beforeEach, describe, expect, test } from 'bun:test';
import { waitFor } from '../../compose/test-kit/wait-for.ts';
import { datajudFetcher } from '../contracts/datajud-fetcher.ts';
import { courtTenant } from '../contracts/subjects.ts';
import { aFirm, createWorld, numbersOf, type World, type WorldOptions } from './test-kit.ts';

// What all firms ask for is asked once.
let world: World;
const open: World[] = [];
async function start(options: WorldOptions): Promise<World> {
  world = await createWorld(options);
  open.push(world);
  await Promise.all([world.startFetcher(), world.startMonitor()]);
  return world;
}
afterEach(() => Promise.all(open.splice(0).map((w) => w.close())));

const asked = (alias: string) =>
  world.rows<{ mode: string; numbers: number; outcome: string; hits: number }>(
    'select mode, numbers, outcome, hits from court.requests where alias = $1 order by asked_at, id',
    [alias],
  );
const sandboxOf = (court: string, casesPerCourt: number) => ({
  generate: { courts: [court], casesPerCourt, movementsPerCase: 4, oddities: 0 },
});
const grauOf = (number: string) => world.sandbox.control.readCase(number)[0]?.grau ?? '';

describe('two firms', () => {
  beforeEach(() => start({ sandbox: sandboxOf('tjsp', 6) }));

  test('watch the same number: one request, both are told, neither sees the other', async () => {
    const [a, b] = [aFirm(), aFirm()];
    const [number] = numbersOf(world.sandbox, 'tjsp') as [string];
    const [ofA] = await world.register(a, [number]);
    await world.settled();
    expect(await asked('tjsp')).toHaveLength(1);
    // The one that joins later gets what is known, at once and without a request.
    const [ofB] = await world.register(b, [number]);
    await world.settled();
    expect(await asked('tjsp')).toHaveLength(1);
    expect(await world.types(b, number)).toEqual(await world.types(a, number));

    world.sandbox.control.run('add-movement', { number, grau: grauOf(number), codigo: 219 });
    world.sandbox.control.clearRequests();
    await world.due('tjsp');
    await world.settled();
    // A look without movements, then the document that has changed.
    expect(
      world.sandbox.control
        .requests({ court: 'tjsp' })
        .map((r) => r.shape)
        .sort(),
    ).toEqual(['status', 'whole']);
    for (const [firm, one] of [
      [a, ofA],
      [b, ofB],
    ] as const) {
      const events = await world.events(firm, number);
      expect(events.at(-1)).toMatchObject({
        type: 'movement.detected',
        origin: 'new',
        aggregateId: one?.processId,
      });
      expect(events.filter((e) => e.type === 'movement.detected')).toHaveLength(1);
    }
    const text = JSON.stringify([
      await world.events(a),
      await world.rows('select * from movements where tenant_id = $1', [a]),
    ]);
    expect(text).not.toContain(b);
    expect(text).not.toContain(ofB?.processId ?? '-');
  });

  test('are both told that a case is absent, the later one without a request', async () => {
    const [a, b] = [aFirm(), aFirm()];
    const stranger = '00000011720998260001';
    await world.register(a, [stranger]);
    await world.settled();
    const requests = await asked('tjsp');
    await world.register(b, [stranger]);
    await world.settled();
    expect(await asked('tjsp')).toEqual(requests);
    for (const firm of [a, b])
      expect(await world.rows('select court_status from processes where tenant_id = $1', [firm])).toEqual([
        { court_status: 'not_found' },
      ]);
    // It turns up: found, and both have it.
    world.sandbox.control.run('create-case', { number: stranger, court: 'tjsp', movements: 3 });
    await world.due('tjsp', 'delta');
    await world.settled();
    for (const firm of [a, b]) expect((await world.types(firm)).at(-1)).toBe('process.imported');
  });

  test('one that stops watching is told nothing more; a number that nobody watches is not asked about', async () => {
    const [a, b] = [aFirm(), aFirm()];
    const [number] = numbersOf(world.sandbox, 'tjsp') as [string];
    const [ofA] = await world.register(a, [number]);
    const [ofB] = await world.register(b, [number]);
    await world.settled();
    if (!ofA || !ofB) throw new Error('nothing registered');
    await world.remove(a, ofA);
    await world.settled();
    const before = await world.types(a);
    world.sandbox.control.run('add-movement', { number, grau: grauOf(number), codigo: 219 });
    await world.due('tjsp');
    await world.settled();
    expect(await world.types(a)).toEqual(before);
    expect((await world.types(b)).at(-1)).toBe('movement.detected');
    await world.remove(b, ofB);
    await world.settled();
    const requests = await asked('tjsp');
    await world.due('tjsp');
    await world.settled();
    expect(await asked('tjsp')).toEqual(requests);
    expect(await world.rows('select distinct watchers from court.cases')).toEqual([{ watchers: 0 }]);
    // And watched again: what is known is told, and asked again since it may be old.
    await world.register(a, [number]);
    await world.settled();
    expect((await world.types(a)).slice(-1)).toEqual(['process.imported']);
    expect((await asked('tjsp')).length).toBe(requests.length + 1);
  });
});

describe('hundreds of numbers', () => {
  test('go in one request; the batch halves when the court answers 504 and grows back by itself', async () => {
    await start({
      sandbox: sandboxOf('tjrj', 600),
      restMs: 20,
      config: { breakerMs: { first: 20, max: 20 } },
    });
    const firm = aFirm();
    const numbers = numbersOf(world.sandbox, 'tjrj');
    world.sandbox.control.run('inject-fault', { kind: '504', court: 'tjrj', count: 2 });
    for (let i = 0; i < numbers.length; i += 500) await world.register(firm, numbers.slice(i, i + 500));
    await world.settled(60_000);
    const sizes = (await asked('tjrj')).map((r) => [r.outcome, r.numbers] as const);
    const full = sizes[0]?.[1] ?? 0;
    expect(sizes.slice(0, 3).map((s) => s[0])).toEqual(['gateway-timeout', 'gateway-timeout', 'ok']);
    expect(sizes[1]?.[1]).toBe(full >> 1);
    expect(sizes[2]?.[1]).toBe(full >> 2);
    // Eight good answers later a quarter more fits.
    const quarter = full >> 2;
    const larger = Math.ceil(quarter * 1.25);
    expect([...new Set(sizes.slice(2).map((s) => s[1]))].slice(0, 3)).toEqual([
      quarter,
      larger,
      Math.ceil(larger * 1.25),
    ]);
    expect(sizes.slice(2).filter((s) => s[1] === quarter)).toHaveLength(8);
    expect(
      await world.rows('select count(*)::int as n from processes where court_status = $1', ['found']),
    ).toEqual([{ n: numbers.length }]);
    world.sandbox.control.clearRequests();
    await world.due('tjrj', 'status');
    await world.settled();
    const { requests } = world.sandbox.control.stats();
    expect(requests).toBe(Math.ceil(numbers.length / 500));
  }, 90_000);

  test('an answer cut at its size says nothing about the numbers it lacks; fewer are asked then', async () => {
    await start({ sandbox: sandboxOf('tjpr', 120) });
    const firm = aFirm();
    const numbers = numbersOf(world.sandbox, 'tjpr');
    await world.register(firm, numbers);
    await world.settled();
    // Each of the first has more documents than a number has graus: leftovers under old ids.
    const crowded = numbers.slice(0, 30);
    const graus = world.sandbox.control.readCase(crowded[0] ?? '').length;
    for (const number of crowded)
      for (let i = 0; i < 25; i++)
        world.sandbox.control.run('create-case', {
          source: {
            ...world.sandbox.control.readCase(number)[0]?.source,
            grau: `X${i}`,
            id: `TJPR_X${i}_${number}`,
          },
        });
    const before = (await world.gateway('tjpr')).statusBatch.current;
    await world.due('tjpr', 'status');
    await world.settled();
    const [cut] = (await asked('tjpr')).filter((r) => r.mode === 'status');
    expect(cut?.hits).toBe(cut ? cut.numbers * 5 : 0);
    const absent = await world.rows(
      "select number from court.checks where result = 'absent' and alias = 'tjpr'",
    );
    expect(absent).toEqual([]);
    expect((await world.gateway('tjpr')).statusBatch.current).toBeLessThan(before);
    await waitFor('every number to be answered', async () => {
      await world.due('tjpr', 'status');
      await world.settled();
      const open =
        "select 1 from court.cases c where last_checked_at < (select max(asked_at) from court.requests where mode = 'status') - interval '5 seconds'";
      return (await world.rows(open)).length === 0;
    });
    expect(
      await world.rows('select count(distinct grau)::int as n from court.documents where number = $1', [
        crowded[0],
      ]),
    ).toEqual([{ n: 25 + graus }]);
  }, 60_000);
});

describe('what a round asks for', () => {
  beforeEach(() => start({ sandbox: sandboxOf('tjmg', 8) }));

  test('status first, without movements; then only the documents that changed', async () => {
    const firm = aFirm();
    const numbers = numbersOf(world.sandbox, 'tjmg');
    await world.register(firm, numbers);
    await world.settled();
    const [moved, touched] = numbers as [string, string];
    world.sandbox.control.run('add-movement', { number: moved, grau: grauOf(moved), codigo: 85 });
    world.sandbox.control.run('touch', { number: touched, grau: grauOf(touched) });
    world.sandbox.control.clearRequests();
    await world.due('tjmg', 'status');
    await world.settled();
    const [whole, status] = world.sandbox.control
      .requests({ court: 'tjmg' })
      .sort((a, b) => a.numbers - b.numbers);
    expect(status).toMatchObject({ shape: 'status', numbers: 8 });
    expect(whole).toMatchObject({ shape: 'whole', numbers: 2 });
    // Sent again without any change: evidence of a check, no news.
    expect((await world.types(firm, moved)).at(-1)).toBe('movement.detected');
    expect(await world.types(firm, touched)).toEqual(['process.created', 'process.imported']);
    const last = 'select result from court.checks where number = $1 order by request_id desc limit 1';
    expect(await world.rows(last, [touched])).toEqual([{ result: 'unchanged' }]);
    expect(await world.rows(last, [moved])).toEqual([{ result: 'changed' }]);
  });

  test('a delta finds what was indexed since; what it cannot show is found by the full look', async () => {
    const firm = aFirm();
    const [number] = numbersOf(world.sandbox, 'tjmg') as [string];
    await world.register(firm, [number]);
    await world.settled();
    // A court that writes without a new index stamp: back-filled and withdrawn unseen.
    const [record] = world.sandbox.control.readCase(number);
    const movimentos: object[] = (record?.source.movimentos ?? []).slice(1);
    movimentos.push({ codigo: 581, nome: 'Documento', dataHora: '2020-02-03T10:00:00.000Z' });
    world.sandbox.control.run('delete-case', { number, grau: record?.grau });
    world.sandbox.control.run('create-case', {
      source: { ...record?.source, movimentos, '@timestamp': '2021-01-01T00:00:00.000Z' },
      id: record?.id,
    });
    await world.due('tjmg', 'delta');
    await world.settled();
    expect((await asked('tjmg')).at(-1)).toMatchObject({ mode: 'delta', hits: 0 });
    expect(await world.types(firm)).toEqual(['process.created', 'process.imported']);
    await world.due('tjmg', 'status');
    await world.settled();
    expect((await world.types(firm)).sort()).toEqual([
      'movement.detected',
      'movement.withdrawn',
      'process.created',
      'process.imported',
    ]);
    expect((await world.events(firm)).find((e) => e.type === 'movement.detected')?.origin).toBe('late');
  });

  test('many impatient people make one chain of sweeps, and one request answers all of them', async () => {
    const firm = aFirm();
    const cases = await world.register(firm, numbersOf(world.sandbox, 'tjmg'));
    await world.settled();
    world.sandbox.control.run('inject-fault', { kind: 'slow', delayMs: 300, court: 'tjmg', count: 1 });
    world.sandbox.control.clearRequests();
    const [first, ...others] = cases;
    if (!first) throw new Error('no case');
    const jobs = [await world.refresh(firm, first)];
    await waitFor('the slow request', () => world.sandbox.control.faults().every((f) => f.met === 1));
    for (const one of others) jobs.push(await world.refresh(firm, one));
    for (const id of jobs) expect(await world.ended(firm, id)).toMatchObject({ state: 'succeeded' });
    await world.settled();
    expect(world.sandbox.control.stats().requests).toBe(2);
    expect((await world.gateway('tjmg')).waiting).toEqual([]);
  });
});

describe('where a case may be', () => {
  test('4.01 is asked at both courts, and is missing only when both say so', async () => {
    await start({ sandbox: sandboxOf('trf6', 2), restMs: 400 });
    const number = '00008323520184013202';
    const firm = aFirm();
    world.sandbox.control.run('inject-fault', { kind: '504', court: 'trf6', count: 1 });
    await world.register(firm, [number]);
    await waitFor(
      'both answers',
      async () => (await asked('trf1')).length > 0 && (await asked('trf6')).length > 0,
    );
    await world.harness.drained('process-monitor');
    expect(await world.types(firm)).toEqual(['process.created']);
    await waitFor('the second answer', async () => (await asked('trf6')).length > 1);
    await world.settled();
    expect((await world.events(firm)).at(-1)).toMatchObject({
      type: 'process.updated',
      data: { changes: { courtStatus: 'not_found' } },
    });
    world.sandbox.control.run('create-case', { number, court: 'trf6', grau: 'G1', movements: 3 });
    await world.due('trf6');
    await world.settled();
    expect((await world.types(firm)).at(-1)).toBe('process.imported');
    // From now on only the court that has it is asked when a person wants to know.
    const [one] = await world.rows<{ id: string }>('select id from processes');
    const asks = (await asked('trf1')).length;
    const job = await world.refresh(firm, { number, processId: one?.id ?? '' });
    expect(await world.ended(firm, job)).toMatchObject({ state: 'succeeded', progress: { total: 1 } });
    expect(await asked('trf1')).toHaveLength(asks);
  });

  test('one that went up is found at the superior court, on its slower beat', async () => {
    await start({ sandbox: sandboxOf('tjsc', 2) });
    const firm = aFirm();
    const [number] = numbersOf(world.sandbox, 'tjsc') as [string];
    await world.register(firm, [number]);
    await world.settled();
    const beats = await world.rows(
      'select alias, beat, last_result, interval_seconds from court.cases order by alias',
    );
    expect(beats).toEqual([
      { alias: 'stj', beat: 'superior', last_result: 'absent', interval_seconds: 7 * 86_400 },
      { alias: 'tjsc', beat: 'primary', last_result: 'found', interval_seconds: 12 * 3_600 },
    ]);
    expect((await asked('stj')).map((r) => r.mode)).toEqual(['status']);
    expect(await world.rows('select court_status from processes')).toEqual([{ court_status: 'found' }]);
    world.sandbox.control.run('create-case', { number, court: 'stj', grau: 'SUP', movements: 4 });
    await world.due('stj');
    await world.settled();
    expect((await asked('stj')).map((r) => r.mode)).toEqual(['status', 'delta', 'documents']);
    expect(await world.rows('select alias, grau from process_instances order by alias')).toEqual([
      { alias: 'stj', grau: 'SUP' },
      { alias: 'tjsc', grau: expect.any(String) },
    ]);
    const [stj] = await world.rows("select interval_seconds from court.cases where alias = 'stj'");
    expect(stj).toEqual({ interval_seconds: 12 * 3_600 });
  });

  test('the electoral court of the DF is tried under its other name when it has no index', async () => {
    const paths: string[] = [];
    const empty = {
      took: 1,
      timed_out: false,
      _shards: { total: 1, successful: 1, failed: 0 },
      hits: { total: { value: 0 }, hits: [] },
    };
    const server = Bun.serve({
      port: 0,
      hostname: '127.0.0.1',
      fetch(request) {
        const { pathname } = new URL(request.url);
        paths.push(pathname);
        if (pathname.includes('tre-dft'))
          return Response.json({ error: { type: 'index_not_found_exception' } }, { status: 404 });
        return Response.json(empty);
      },
    });
    try {
      world = await createWorld({ restMs: 20 });
      open.push(world);
      await Promise.all([world.startFetcher({ datajudUrl: server.url.origin }), world.startMonitor()]);
      const watch = {
        tenant: aFirm(),
        cases: [{ number: '00000018220996070001', processId: 'prc_1' }],
        beat: 'primary' as const,
        urgent: true,
      };
      await world.harness.send(datajudFetcher, 'watch', { tenant: courtTenant('tre-dft') }, watch);
      await world.settled();
      expect(paths).toEqual(['/api_publica_tre-dft/_search', '/api_publica_tre-df/_search']);
      // Both requests are in the ledger, under the court's own name.
      expect((await asked('tre-dft')).map((r) => r.outcome)).toEqual(['no-index', 'ok']);
      expect(await world.rows('select result from court.checks order by request_id')).toEqual([
        { result: 'no-index' },
        { result: 'absent' },
      ]);
    } finally {
      await server.stop(true);
    }
  });
});
