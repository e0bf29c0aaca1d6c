import { afterAll, beforeAll, describe, expect, test } from 'bun:test';
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
/** Recent, in Brasília: `ago(3)` is three days ago at noon. */
const ago = (days: number) => new Date(Date.now() - days * 86_400_000).toISOString().slice(0, 10);

describe('several graus', () => {
  const open = [movement(26, '2024-01-10'), movement(51, '2024-02-10')];
  const closing = movement(246, '2024-05-10');

  test('a case is closed only when every grau is, and opens again with any', async () => {
    const one = await watched();
    const { firm, number } = one;
    const appeal = (list: ReturnType<typeof movement>[]) =>
      document(number, list, { grau: 'G2', class: { code: 198, name: 'Apelação' } });
    await told(firm, [document(number, open), appeal(open)]);
    await told(firm, [document(number, [...open, closing])]);
    expect(await row(one)).toMatchObject({ closed: false, class_name: 'Procedimento Comum Cível' });
    expect(await world.types(firm)).not.toContain('process.closed');
    await told(firm, [appeal([...open, closing])]);
    expect((await world.types(firm)).at(-1)).toBe('process.closed');
    expect(await row(one)).toMatchObject({ closed: true });
    await told(firm, [document(number, [...open, closing, movement(849, '2024-06-10')])]);
    expect((await world.types(firm)).at(-1)).toBe('process.reopened');
    expect(await row(one)).toMatchObject({ closed: false });
  });

  test('of an appeal that turns up later, what is dated after the firm began to watch is told', async () => {
    const one = await watched();
    const { firm, number } = one;
    await told(firm, [document(number, open)]);
    await world.rows("update processes set created_at = created_at - interval '30 days' where id = $1", [
      one.processId,
    ]);
    await told(firm, [document(number, [movement(26, ago(40)), movement(132, ago(5))], { grau: 'G2' })]);
    const events = (await world.events(firm)).slice(2);
    expect(events.map((e) => e.type)).toEqual(['process.imported', 'movement.detected']);
    expect(events[1]).toMatchObject({ origin: 'new', data: { movement: { code: 132, grau: 'G2' } } });
    expect(await row(one)).toMatchObject({ movement_count: 4 });
  });

  test('a grau whose list comes later than its header is told from then on', async () => {
    const one = await watched();
    const { firm, number } = one;
    await told(firm, [document(number, null)]);
    await world.rows("update processes set created_at = created_at - interval '30 days' where id = $1", [
      one.processId,
    ]);
    await told(firm, [document(number, [movement(26, ago(40)), movement(219, ago(5))])]);
    expect((await world.types(firm)).slice(1)).toEqual([
      'process.imported',
      'process.rebased',
      'movement.detected',
    ]);
    expect(await row(one)).toMatchObject({ movement_count: 2 });
  });

  test('a sealed grau seals the case', async () => {
    const one = await watched();
    const { firm, number } = one;
    await told(firm, [document(number, open), document(number, open, { grau: 'G2', secrecy: 2 })]);
    expect(await row(one)).toMatchObject({ secrecy: 2 });
    await told(firm, [document(number, open, { grau: 'G2', secrecy: 0 })]);
    expect((await world.events(firm)).at(-1)).toMatchObject({
      type: 'process.amended',
      data: { changed: ['secrecy'] },
    });
    expect(await row(one)).toMatchObject({ secrecy: 0 });
  });
});
