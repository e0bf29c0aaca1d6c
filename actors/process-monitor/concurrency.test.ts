import { afterAll, beforeAll, describe, expect, test } from 'bun:test';
import { deleteProcess } from '../../db/processes/delete.ts';
import { updateProcess } from '../../db/processes/update.ts';
import { readTenant } from '../../db/tenant.ts';
import type { CourtDocument } from '../contracts/court-document.ts';
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

describe('others at the same time', () => {
  test('a person who changes labels while movements come in: nothing is lost on either side', async () => {
    const one = await watched();
    const { firm, number, processId } = one;
    await told(firm, [document(number, [movement(85, '2024-03-01')])]);
    const list = [movement(85, '2024-03-01')];
    const rounds = 25;
    let patched = 0;
    const people = (async () => {
      for (let i = 0; i < rounds; i++) {
        const result = await world.harness.outbox.withTenant(firm, (tx) =>
          updateProcess(tx, processId, { label: `rótulo ${i}` }, {}),
        );
        expect(result.outcome).toBe('updated');
        patched++;
      }
    })();
    for (let i = 0; i < rounds; i++) {
      list.push(movement(85, ago(rounds - i)));
      await tell(world.harness, [firm], [document(number, list)]);
    }
    await people;
    await done();
    const events = await world.events(firm);
    expect(events.map((e) => e.version)).toEqual(events.map((_, i) => i + 1));
    expect(patched).toBe(rounds);
    expect(events.filter((e) => e.type === 'process.updated')).toHaveLength(rounds);
    expect(events.filter((e) => e.type === 'movement.detected')).toHaveLength(rounds);
    expect(await row(one)).toMatchObject({
      label: `rótulo ${rounds - 1}`,
      movement_count: rounds + 1,
      version: events.length,
    });
    expect(await world.harness.count('deadLetters')).toBe(0);
  });

  test('a case that is deleted while its documents are on the way', async () => {
    const one = await watched();
    await world.harness.outbox.withTenant(one.firm, (tx) => deleteProcess(tx, one.processId, {}));
    await told(one.firm, [document(one.number, [movement(85, '2024-03-01')])]);
    expect(await world.types(one.firm)).toEqual(['process.created', 'process.deleted']);
    expect(await movements(one)).toEqual([]);
    // Registered again, it is another case with a history of its own.
    const [again] = await world.register(one.firm, [one.number]);
    await told(one.firm, [document(one.number, [movement(85, '2024-03-01')])]);
    expect(again?.processId).not.toBe(one.processId);
    expect(await row(again as Registered)).toMatchObject({ court_status: 'found', movement_count: 1 });
  });

  test('firms that watch the same case share no row and see no other’s', async () => {
    const number = aNumber();
    const [a, b] = [await watched(aFirm(), number), await watched(aFirm(), number)];
    await tell(world.harness, [a.firm, b.firm], [document(number, [movement(85, '2024-03-01')])]);
    await done();
    const visible = (firm: string, table: string) =>
      readTenant(
        world.harness.app,
        firm,
        async (tx) => (await tx.client.query(`select distinct tenant_id from ${table}`)).rows,
      );
    for (const table of ['processes', 'process_instances', 'movements', 'events']) {
      expect(await visible(a.firm, table)).toEqual([{ tenant_id: a.firm }]);
      expect(await visible(b.firm, table)).toEqual([{ tenant_id: b.firm }]);
    }
    const ids = [...(await movements(a)), ...(await movements(b))].map((m) => m.id);
    expect(new Set(ids).size).toBe(2);
  });
});
