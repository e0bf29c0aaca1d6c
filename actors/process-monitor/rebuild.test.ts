import { afterAll, beforeAll, expect, test } from 'bun:test';
import { join } from 'node:path';
import fc from 'fast-check';
import { expandJson } from '../../db/compact-json.ts';
import { deleteProcess } from '../../db/processes/delete.ts';
import { updateProcess } from '../../db/processes/update.ts';
import { aFirm, createWorld, type World } from '../datajud-fetcher/test-kit.ts';
import type { Difference } from './projection/compare.ts';
import { rebuildFirm } from './rebuild.ts';
import { document, movement, observations, someNumbers, tell } from './test-kit.ts';

let world: World;
beforeAll(async () => {
  world = await createWorld();
  await world.startMonitor();
});
afterAll(() => world.close());

const TABLES = ['processes', 'process_instances', 'process_search', 'movements'];
const dump = async (firm: string) => {
  const rows: unknown[] = [];
  for (const table of TABLES)
    rows.push(
      await world.rows(
        `select to_jsonb(t) - 'search' as row from ${table} t where tenant_id = $1 order by to_jsonb(t)::text`,
        [firm],
      ),
    );
  return rows;
};
const done = () => world.harness.drained('process-monitor');
async function compare(firm: string, check = true): Promise<Difference[]> {
  const differences: Difference[] = [];
  await rebuildFirm(world.harness.runtime, firm, {
    check,
    chunk: 7,
    onDifference: (d) => differences.push(d),
  });
  return differences;
}

/** Four cases with all that can happen to one. */
async function lives(firm: string): Promise<string[]> {
  const numbers = someNumbers(4);
  const cases = await world.register(firm, numbers);
  await done();
  const [first, second, third] = cases as [(typeof cases)[0], (typeof cases)[0], (typeof cases)[0]];
  const base = Array.from({ length: 12 }, (_, i) =>
    movement(85, `2024-03-${String(i + 1).padStart(2, '0')}`),
  );
  const sentence = movement(219, '2024-06-01', {
    name: 'Procedência',
    complements: [{ code: 3, value: 5, name: 'x', description: 'y' }],
  });
  const steps = [
    [document(first.number, base), document(second.number, base), document(third.number, null)],
    [document(first.number, [...base, sentence, sentence])],
    [document(first.number, [...base, { ...sentence, code: 221, name: 'Em parte' }, sentence])],
    [document(first.number, base.slice(2), { grau: 'G2', secrecy: 1 })],
    [document(first.number, base)],
    [document(first.number, [...base, sentence])],
    [
      document(
        second.number,
        base.map((m) => ({ ...m, occurredAt: m.occurredAt.replace('T12', 'T09') })),
      ),
    ],
    [
      document(second.number, [...base, movement(246, '2024-07-01')], {
        class: { code: 156, name: 'Cumprimento' },
      }),
    ],
    [document(second.number, [...base, movement(246, '2024-07-01'), movement(849, '2024-08-01')])],
    [document(third.number, base)],
  ];
  for (const documents of steps) {
    await tell(world.harness, [firm], documents);
    await done();
  }
  await world.rows(
    `insert into court.cases (alias, number, watchers, next_check_at, next_full_at, interval_seconds, last_result)
    values ('tjsp', $1, 1, now(), now(), 1, 'absent') on conflict do nothing`,
    [numbers[3]],
  );
  await tell(world.harness, [firm], [], { absent: [numbers[3] ?? ''] });
  await done();
  await world.harness.outbox.withTenant(firm, async (tx) => {
    await updateProcess(tx, first.processId, { label: 'Ação de cobrança', tags: ['a', 'b'] }, {});
    await updateProcess(tx, second.processId, { status: 'paused' }, {});
    await deleteProcess(tx, third.processId, {});
  });
  return cases.map((c) => c.processId);
}

test('after a full life the events say what the tables say', async () => {
  const firm = aFirm();
  await lives(firm);
  const types = new Set(await world.types(firm));
  for (const type of ['imported', 'rebased', 'amended', 'closed', 'reopened', 'updated', 'deleted'])
    expect(types).toContain(`process.${type}` as never);
  for (const type of ['detected', 'corrected', 'withdrawn', 'restored'])
    expect(types).toContain(`movement.${type}` as never);
  expect(await compare(firm)).toEqual([]);
});

test('what was damaged is told by --check and mended by a rebuild, and nothing else is touched', async () => {
  const firm = aFirm();
  const [first, second, third, fourth] = await lives(firm);
  const neighbour = aFirm();
  await lives(neighbour);
  const whole = await dump(firm);
  const others = await dump(neighbour);

  await world.rows("update processes set label = 'errado', movement_count = 99 where id = $1", [first]);
  await world.rows("update process_instances set closed = not closed where process_id = $1 and grau = 'G2'", [
    first,
  ]);
  await world.rows('delete from movements where process_id = $1', [second]);
  await world.rows("update movements set status = 'withdrawn' where process_id = $1", [third]);
  await world.rows(
    `insert into movements select tenant_id, 'mov_extra', process_id, alias, grau, code, name, description, occurred_at, complements,
      unit_name, importance, "group", origin, status, detected_at, amended_at from movements where process_id = $1 limit 1`,
    [first],
  );
  await world.rows("update processes set last_importance = 'critical' where id = $1", [fourth]);
  await world.rows('delete from process_search where process_id = $1', [first]);
  await world.rows("update process_search set marks = 'nada' where process_id = $1", [second]);
  await world.rows("insert into process_search values ($1, 'prc_stray', 'nada')", [firm]);
  await world.rows(
    `insert into processes (tenant_id, id, number, changed_at, version) values ($1, 'prc_stray', '0', now(), 1)`,
    [firm],
  );
  const damaged = await dump(firm);
  const found = await compare(firm);
  expect(await dump(firm)).toEqual(damaged);
  expect(found).toContainEqual({
    table: 'processes',
    row: first ?? '',
    kind: 'different',
    columns: ['label', 'movement_count'],
  });
  expect(found).toContainEqual({
    table: 'process_instances',
    row: `${first} tjsp G2`,
    kind: 'different',
    columns: ['closed'],
  });
  expect(found).toContainEqual({
    table: 'processes',
    row: fourth ?? '',
    kind: 'different',
    columns: ['last_importance'],
  });
  for (const [row, kind, columns] of [
    [first, 'missing', []],
    [second, 'different', ['marks']],
    ['prc_stray', 'extra', []],
  ] as const)
    expect(found).toContainEqual({ table: 'process_search', row: row ?? '', kind, columns: [...columns] });
  expect(found).toContainEqual({ table: 'movements', row: 'mov_extra', kind: 'extra', columns: [] });
  expect(found).toContainEqual({ table: 'processes', row: 'prc_stray', kind: 'extra', columns: [] });
  expect(found.filter((d) => d.kind === 'missing').length).toBeGreaterThan(10);
  expect((await compare(firm, false)).length).toBe(found.length);
  expect(await dump(firm)).toEqual(whole);
  expect(await compare(firm)).toEqual([]);

  // From nothing: only how far the court was taken in is forgotten, so the next answer is compared anew.
  for (const table of TABLES) await world.rows(`delete from ${table} where tenant_id = $1`, [firm]);
  await compare(firm, false);
  const bare = (rows: unknown[]) =>
    JSON.parse(JSON.stringify(rows), (key, value) =>
      /^(content_hash|source_updated_at|updated_at)$/.test(key) ? undefined : value,
    );
  expect(bare(await dump(firm))).toEqual(bare(whole));
  const before = await world.types(firm);
  const numbers = someNumbers(4);
  const stored = await world.rows<{ body: string }>(
    "select encode(body, 'base64') as body from court.documents where number = any($1)",
    [numbers],
  );
  await tell(
    world.harness,
    [firm],
    stored.map(({ body }): ReturnType<typeof document> => JSON.parse(expandJson(body))),
  );
  await done();
  expect(await world.types(firm)).toEqual(before);
  expect(await dump(neighbour)).toEqual(others);
  expect(fourth).toBeString();
});

test('whatever the courts tell, one after the other, the tables are what the events say', async () => {
  const firm = aFirm();
  const scripts = fc.sample(observations, 40);
  const numbers = someNumbers(scripts.length, 100);
  await world.register(firm, numbers);
  await done();
  for (let step = 0; scripts.some((s) => s[step]); step++) {
    const documents = scripts.flatMap((s, i) => (s[step] ? [document(numbers[i] ?? '', null, s[step])] : []));
    await tell(world.harness, [firm], documents);
    await done();
  }
  expect(await world.harness.count('deadLetters')).toBe(0);
  const found = await compare(firm);
  if (found.length > 0)
    throw new Error(`${JSON.stringify(found.slice(0, 5))} after ${JSON.stringify(scripts)}`);
}, 60_000);

test('bun run db:rebuild compares all firms, ends with 1 when something differs, and mends it', async () => {
  const firm = aFirm();
  await world.rows("insert into tenants (tenant_id, name) values ($1, 'Escritório')", [firm]);
  const [first] = await lives(firm);
  const run = async (...args: string[]) => {
    const child = Bun.spawn(['bun', join(import.meta.dir, '../../workers/rebuild.ts'), ...args], {
      env: { ...process.env, DATABASE_RUNTIME_URL: world.harness.database.urls.runtime },
      stdout: 'pipe',
      stderr: 'pipe',
    });
    return { out: await new Response(child.stdout).text(), code: await child.exited };
  };
  expect(await run('--check')).toMatchObject({
    code: 0,
    out: expect.stringContaining('compared 4 cases of 1 firms: 0 rows differ'),
  });
  await world.rows('update processes set version = 77 where id = $1', [first]);
  expect(await run('--check')).toMatchObject({
    code: 1,
    out: expect.stringContaining(`${firm} processes ${first}: different (version)`),
  });
  expect(await run()).toMatchObject({ code: 0, out: expect.stringContaining('1 rows differed') });
  expect(await run('--check', '--tenant', firm)).toMatchObject({ code: 0 });
});
