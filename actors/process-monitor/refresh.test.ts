import { afterAll, beforeAll, describe, expect, test } from 'bun:test';
import { updateProcess } from '../../db/processes/update.ts';
import { processMonitor } from '../contracts/process-monitor.ts';
import { aFirm, createWorld, type Registered, type World } from '../datajud-fetcher/test-kit.ts';

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

describe('a person waits', () => {
  // In Minas Gerais or not: both courts are asked.
  const AMBIGUOUS = '00008323520184013202';
  const answer = (one: { firm: string; number: string }, alias: string, jobId: string, failure?: string) =>
    world.harness.send(
      processMonitor,
      'observed',
      { tenant: one.firm },
      {
        alias,
        requestId: 'req_test',
        checkedAt: new Date().toISOString(),
        documents: [],
        absent: [],
        jobs: [{ jobId, number: one.number, ...(failure ? { failure } : {}) }],
      },
    );

  test('for two courts: the job ends with the last answer, and succeeds when any told', async () => {
    const one = await watched(aFirm(), AMBIGUOUS);
    const jobId = await world.refresh(one.firm, one);
    await done();
    expect(await world.job(one.firm, jobId)).toMatchObject({
      state: 'running',
      progress: { done: 0, total: 2 },
    });
    await answer(one, 'trf1', jobId, 'O tribunal não está respondendo.');
    await done();
    expect(await world.job(one.firm, jobId)).toMatchObject({ state: 'running' });
    // Said twice, counted once.
    await answer(one, 'trf1', jobId, 'O tribunal não está respondendo.');
    await answer(one, 'trf6', jobId);
    await done();
    expect(await world.job(one.firm, jobId)).toMatchObject({
      state: 'succeeded',
      progress: { done: 2, total: 2 },
      result: {
        processId: one.processId,
        version: 1,
        notAnswered: ['trf1: O tribunal não está respondendo.'],
      },
    });
    const second = await world.refresh(one.firm, one);
    await done();
    await answer(one, 'trf1', second, 'a');
    await answer(one, 'trf6', second, 'b');
    await done();
    expect(await world.job(one.firm, second)).toMatchObject({
      state: 'failed',
      error: { message: 'trf1: a trf6: b', fix: expect.stringContaining('nada foi dado como inexistente') },
    });
    expect(await world.harness.state('process-monitor', one.firm)).toEqual({ refreshes: {} });
  });

  test('for a case that is deleted meanwhile: the job ends all the same', async () => {
    const one = await watched(aFirm(), AMBIGUOUS);
    const jobId = await world.refresh(one.firm, one);
    await done();
    await world.remove(one.firm, one);
    await done();
    expect(await world.job(one.firm, jobId)).toMatchObject({
      state: 'failed',
      error: { message: expect.stringContaining('deixou de ser acompanhado') },
    });
    await answer(one, 'trf1', jobId);
    await done();
    const late = await world.refresh(one.firm, one);
    await done();
    expect(await world.job(one.firm, late)).toMatchObject({
      state: 'failed',
      error: { message: expect.stringContaining('não está mais') },
    });
  });

  test('for a case that is paused: told to resume it', async () => {
    const one = await watched();
    await world.harness.outbox.withTenant(one.firm, (tx) =>
      updateProcess(tx, one.processId, { status: 'paused' }, {}),
    );
    const jobId = await world.refresh(one.firm, one);
    await done();
    expect(await world.job(one.firm, jobId)).toMatchObject({
      state: 'failed',
      error: { fix: expect.stringContaining('Retome') },
    });
  });
});
