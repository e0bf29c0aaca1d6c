import { afterAll, beforeAll, describe, expect, test } from 'bun:test';
import type { CourtDocument } from '../contracts/court-document.ts';
import { processMonitor } from '../contracts/process-monitor.ts';
import { aFirm, createWorld, type Registered, type World } from '../datajud-fetcher/test-kit.ts';
import { document, movement, tell } from './test-kit.ts';

// The owner of a firm's cases, told by hand what a court says.
let world: World;
beforeAll(async () => {
  world = await createWorld();
  await world.startMonitor();
});
afterAll(() => world.close());

let next = 0;
const NUMBERS = [
  '00000011720998260001',
  '00000011220998190001',
  '00000018920994030001',
  '00000017220995150001',
];
const aNumber = () => NUMBERS[next++ % NUMBERS.length] as string;
const done = () => world.harness.drained('process-monitor');
async function watched(firm = aFirm(), number = aNumber()): Promise<Registered & { firm: string }> {
  const [one] = await world.register(firm, [number]);
  if (!one) throw new Error('nothing registered');
  await done();
  return { ...one, firm };
}
async function told(firm: string, documents: CourtDocument[], more: Parameters<typeof tell>[3] = {}) {
  await tell(world.harness, [firm], documents, more);
  await done();
}
const row = async (one: Registered) =>
  (await world.rows('select * from processes where id = $1', [one.processId]))[0];
const movements = (one: Registered) =>
  world.rows<{ code: number; status: string; origin: string; id: string; amended_at: Date | null }>(
    'select * from movements where process_id = $1 order by occurred_at, code, id',
    [one.processId],
  );
/** Recent, in Brasília: `ago(3)` is three days ago at noon. */
const ago = (days: number) => new Date(Date.now() - days * 86_400_000).toISOString().slice(0, 10);

describe('what happens to a movement', () => {
  const base = Array.from({ length: 12 }, (_, i) =>
    movement(85, `2024-03-${String(i + 1).padStart(2, '0')}`),
  );

  test('the first import is silent, and the case is found', async () => {
    const one = await watched();
    await told(one.firm, [document(one.number, base)]);
    expect(await world.types(one.firm)).toEqual(['process.created', 'process.imported']);
    expect(await row(one)).toMatchObject({
      court_status: 'found',
      tribunal: 'TJSP',
      class_name: 'Procedimento Comum Cível',
      unit_name: '6ª Vara Cível de Jundiaí',
      subjects: ['Pagamento'],
      movement_count: 12,
      version: 2,
      closed: false,
    });
    const stored = await movements(one);
    expect(stored).toHaveLength(12);
    expect(new Set(stored.map((m) => `${m.origin} ${m.status}`))).toEqual(new Set(['backfill active']));
  });

  test('new, late, corrected, withdrawn and restored are told one by one', async () => {
    const one = await watched();
    const { firm, number } = one;
    await told(firm, [document(number, base)]);
    const last = async () => (await world.events(firm)).at(-1);
    const sentence = movement(219, ago(1), { name: 'Procedência' });
    await told(firm, [document(number, [...base, sentence])]);
    expect(await last()).toMatchObject({
      type: 'movement.detected',
      origin: 'new',
      data: { movement: { code: 219, importance: 'critical', description: expect.any(String) } },
    });
    await told(firm, [document(number, [...base, movement(581, '2024-02-20'), sentence])]);
    expect(await last()).toMatchObject({
      type: 'movement.detected',
      origin: 'late',
      data: { movement: { code: 581 } },
    });
    const partly = { ...sentence, code: 221, name: 'Procedência em Parte' };
    await told(firm, [document(number, [...base, movement(581, '2024-02-20'), partly])]);
    const corrected = await last();
    expect(corrected).toMatchObject({
      type: 'movement.corrected',
      origin: 'correction',
      data: { movement: { code: 221 }, before: { code: 219, name: 'Procedência' } },
    });
    await told(firm, [document(number, [...base, movement(581, '2024-02-20')])]);
    // In the words under which it was stored, which the court no longer says.
    expect(await last()).toMatchObject({
      type: 'movement.withdrawn',
      data: { movement: { code: 221, name: 'Procedência em Parte' } },
    });
    expect((await movements(one)).at(-1)).toMatchObject({ status: 'withdrawn', code: 221 });
    expect(await row(one)).toMatchObject({ movement_count: 13 });
    await told(firm, [document(number, [...base, movement(581, '2024-02-20'), partly])]);
    expect(await last()).toMatchObject({ type: 'movement.restored' });
    const ids = (await world.events(firm))
      .slice(-3)
      .map((e) => (e.data as { movement: { id: string } }).movement.id);
    expect(new Set(ids).size).toBe(1);
    expect((await movements(one)).map((m) => m.status)).toEqual(Array(14).fill('active'));
  });

  test('a list that is missing or empty takes nothing away; unreadable entries withdraw nothing', async () => {
    const one = await watched();
    const { firm, number } = one;
    await told(firm, [document(number, base)]);
    const before = await world.types(firm);
    await told(firm, [document(number, null)]);
    await told(firm, [document(number, [])]);
    await told(firm, [document(number, base.slice(3), { movementsComplete: false })]);
    expect(await world.types(firm)).toEqual(before);
    expect((await movements(one)).filter((m) => m.status === 'active')).toHaveLength(12);
  });

  test('a record that the court rewrote is one silent event; what is new in it is told', async () => {
    const one = await watched();
    const { firm, number } = one;
    await told(firm, [document(number, base)]);
    const redated = base.map((m, i) => ({
      ...m,
      code: 26 + i,
      occurredAt: m.occurredAt.replace('T12', 'T09'),
    }));
    await told(firm, [document(number, [...redated, movement(219, ago(1))])]);
    expect((await world.types(firm)).slice(2)).toEqual(['process.rebased', 'movement.detected']);
    const stored = await movements(one);
    expect(stored.filter((m) => m.status === 'active')).toHaveLength(13);
  });

  test('a cosmetic switch of the pipeline tells nothing; a new class or unit does', async () => {
    const one = await watched();
    const { firm, number } = one;
    await told(firm, [document(number, base)]);
    const before = await world.types(firm);
    const dressed = base.map((m) => ({
      ...m,
      name: m.name.toUpperCase(),
      unit: { code: '1', name: 'VARA' },
    }));
    const cosmetic = {
      system: { code: 4, name: 'Projudi' },
      unit: { code: '9819', name: '06 VARA CIVEL DE JUNDIAI', municipality: 1 },
      sourceUpdatedAt: '2024-05-01T00:00:00.000Z',
    };
    await told(firm, [document(number, dressed.reverse(), cosmetic)]);
    expect(await world.types(firm)).toEqual(before);
    await told(firm, [document(number, base, { class: { code: 156, name: 'Cumprimento de sentença' } })]);
    expect((await world.events(firm)).at(-1)).toMatchObject({
      type: 'process.amended',
      data: { changed: ['class'] },
    });
    expect(await row(one)).toMatchObject({ class_name: 'Cumprimento de sentença' });
  });

  test('identical twins are as many as the court says', async () => {
    const one = await watched();
    const { firm, number } = one;
    const twin = movement(85, '2024-03-05');
    await told(firm, [document(number, [twin, twin, twin])]);
    await told(firm, [document(number, [twin, twin, twin, twin])]);
    expect((await world.types(firm)).slice(2)).toEqual(['movement.detected']);
    await told(firm, [document(number, [twin])]);
    expect((await world.types(firm)).slice(3)).toEqual(Array(3).fill('movement.withdrawn'));
  });

  test('an older answer of a replica that lags undoes nothing', async () => {
    const one = await watched();
    const { firm, number } = one;
    const at = (day: number) => `2024-06-${String(day).padStart(2, '0')}T00:00:00.000Z`;
    await told(firm, [document(number, base, { sourceUpdatedAt: at(5) })]);
    const more = [...base, movement(219, '2024-06-01')];
    await told(firm, [document(number, more, { sourceUpdatedAt: at(9) })]);
    const before = await world.types(firm);
    await told(firm, [document(number, base, { sourceUpdatedAt: at(5) })]);
    await told(firm, [document(number, more, { sourceUpdatedAt: at(9) })]);
    expect(await world.types(firm)).toEqual(before);
  });

  test('the same answer twice is taken in once, whoever repeats it', async () => {
    const one = await watched();
    await told(one.firm, [document(one.number, base)]);
    const before = await world.types(one.firm);
    const [stored] = await world.rows<{ content_hash: string }>(
      'select content_hash from court.documents where number = $1',
      [one.number],
    );
    const observed = {
      alias: 'tjsp',
      requestId: 'req_again',
      checkedAt: new Date().toISOString(),
      documents: Array(3).fill({ number: one.number, grau: 'G1', contentHash: stored?.content_hash ?? '' }),
      absent: [],
      jobs: [],
    };
    for (let i = 0; i < 3; i++)
      await world.harness.send(processMonitor, 'observed', { tenant: one.firm }, observed);
    await done();
    expect(await world.types(one.firm)).toEqual(before);
  });
});
