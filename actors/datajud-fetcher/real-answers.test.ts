import { afterAll, beforeAll, expect, test } from 'bun:test';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { DataJudSource } from '../../compose/datajud-sandbox/wire.ts';
import { parseCnjNumber } from '../contracts/cnj-number.ts';
import { courtCandidates } from '../contracts/court-candidates.ts';
import type { EventData } from '../contracts/events.ts';
import { aFirm, createWorld, digits, numbersOf, type World } from './test-kit.ts';

// Real answers of the public API are kept outside the repository; without them invented ones with the same oddities.
const FOLDER = join(import.meta.dir, '../../../shared/datajud-samples');
const real = existsSync(FOLDER);
let world: World;
const firm = aFirm();
let numbers: string[];
beforeAll(async () => {
  world = await createWorld({
    sandbox: real
      ? { folder: FOLDER }
      : { generate: { courts: ['tjsp', 'trf4', 'trf1'], casesPerCourt: 40, oddities: 3 } },
  });
  await Promise.all([world.startFetcher(), world.startMonitor()]);
  const courts = world.sandbox.control
    .courts()
    .filter((c) => c.documents > 0)
    .map((c) => c.court);
  numbers = [...new Set(courts.flatMap((court) => numbersOf(world.sandbox, court)))];
  await world.register(firm, numbers);
  await world.settled(60_000);
});
afterAll(() => world.close());

type Codes = { codigo?: unknown }[];
const flat = (value: unknown): Codes => (Array.isArray(value) ? value.flat(9) : []).filter(Boolean) as Codes;
const codeOf = (m: { codigo?: unknown; movimentoNacional?: { codigo?: unknown } }) =>
  Number(m.codigo ?? m.movimentoNacional?.codigo ?? 0);
/** The court's wall clock to the second, from `…Z` or fourteen digits. */
const wall = (text: unknown) => {
  const plain = String(text).replaceAll(/\D/g, '').slice(0, 14).padEnd(14, '0');
  return plain;
};

/** What the courts say of a case, by `alias grau`; where an index holds leftovers of a grau, all of them. */
function said(number: string): Map<string, DataJudSource[]> {
  const parsed = parseCnjNumber(number);
  const asked = parsed.ok ? courtCandidates(parsed.number) : { primary: [], superior: [] };
  const documents = world.sandbox.control
    .readCase(number)
    .filter((d) => [...asked.primary, ...asked.superior].includes(d.court));
  return Map.groupBy(
    documents.map((d) => ({ ...d.source, key: `${d.court} ${d.source.grau}` })),
    (s) => String(s.key),
  );
}

test('every answer goes from the court to the firm without loss', async () => {
  let movements = 0;
  for (const number of numbers) {
    const expected = said(number);
    const instances = await world.rows<{
      alias: string;
      grau: string;
      header: { subjects: { code: number }[]; filedAt: string | null; class: { code: number } | null };
    }>('select i.* from process_instances i join processes p on p.id = i.process_id where p.number = $1', [
      digits(number),
    ]);
    expect(instances.map((i) => `${i.alias} ${i.grau}`).sort()).toEqual([...expected.keys()].sort());
    for (const { alias, grau, header } of instances) {
      const sources = expected.get(`${alias} ${grau}`) ?? [];
      const [source] = sources;
      // A leftover beside the record is another test's matter.
      if (!source || sources.length > 1) continue;
      const list = (Array.isArray(source.movimentos) ? source.movimentos : []) as {
        codigo?: unknown;
        dataHora: string;
      }[];
      const rows = await world.rows<{ code: number; at: string; status: string; origin: string }>(
        `select code, to_char(occurred_at at time zone 'America/Sao_Paulo', 'YYYYMMDDHH24MISS') as at, m.status, m.origin
          from movements m join processes p on p.id = m.process_id where p.number = $1 and alias = $2 and grau = $3`,
        [digits(number), alias, grau],
      );
      expect(rows.map((r) => `${r.at} ${r.code}`).sort()).toEqual(
        list.map((m) => `${wall(m.dataHora)} ${codeOf(m)}`).sort(),
      );
      expect(new Set(rows.map((r) => `${r.origin} ${r.status}`)).size).toBeLessThanOrEqual(1);
      movements += rows.length;
      expect(header.subjects.map((s) => s.code).sort()).toEqual(
        flat(source.assuntos)
          .map((a) => Number(a.codigo))
          .sort(),
      );
      expect(header.class?.code).toBe(Number((source.classe as { codigo?: unknown })?.codigo));
    }
  }
  expect(movements).toBeGreaterThan(50);
});

test('all of it is told silently, in one event a grau that carries every movement', async () => {
  const events = await world.events(firm);
  const imported = events
    .filter((e) => e.type === 'process.imported')
    .map((e) => e.data as EventData['process.imported']);
  const graus = numbers.flatMap((n) => [...said(n).keys()]);
  expect(imported).toHaveLength(graus.length);
  expect(events.filter((e) => e.type.startsWith('movement.'))).toEqual([]);
  const told = imported.reduce((sum, e) => sum + e.movements.length, 0);
  expect(await world.rows('select count(*)::int as n from movements')).toEqual([{ n: told }]);
});

test('asked again, nothing is new; of every number and request there is a check', async () => {
  const before = (await world.events(firm)).length;
  for (const { alias } of await world.rows<{ alias: string }>('select distinct alias from court.cases'))
    await world.due(alias, 'status');
  await world.settled(60_000);
  expect(await world.events(firm)).toHaveLength(before);
  const incomplete =
    await world.rows(`select r.id from court.requests r left join court.checks c on c.request_id = r.id
    group by r.id, r.numbers having count(c.number) <> r.numbers`);
  expect(incomplete).toEqual([]);
  const stored = await world.rows<{ last_result: string; indexed: boolean }>(
    `select last_result, indexed_at is not null as indexed from court.cases where beat = 'primary' and last_result <> 'absent'`,
  );
  expect(new Set(stored.map((s) => `${s.last_result} ${s.indexed}`))).toEqual(new Set(['unchanged true']));
});

if (real) {
  test('the samples: what is known of them by hand', async () => {
    const count = async (number: string, grau: string) =>
      (
        await world.rows<{ n: number }>(
          'select count(*)::int as n from movements m join processes p on p.id = m.process_id where p.number = $1 and grau = $2',
          [number, grau],
        )
      )[0]?.n;
    expect(await count('10535655720248260053', 'G1')).toBe(4);
    expect(await count('00104905620258260309', 'G1')).toBe(12);
    expect(await count('50192100820214047100', 'G2')).toBe(6);
    expect(await count('50192100820214047100', 'G1')).toBe(58);
    expect(await count('00008323520184013202', 'JE')).toBe(2);
    // 2018-10-30T14:06:24.000Z was written on a wall in Brasília.
    const [first] = await world.rows<{ at: Date }>(
      "select min(occurred_at) as at from movements m join processes p on p.id = m.process_id where p.number = '00008323520184013202'",
    );
    expect(first?.at.toISOString()).toBe('2018-10-30T17:06:24.000Z');
    expect(
      await world.rows(
        "select closed, secrecy, tribunal, filed_at from processes where number = '50192100820214047100'",
      ),
    ).toEqual([
      { closed: false, secrecy: 0, tribunal: 'TRF4', filed_at: new Date('2021-04-21T21:59:53.000Z') },
    ]);
  });
}
