import { afterAll, beforeAll, describe, expect, test } from 'bun:test';
import { newId } from '../../actors/contracts/ids.ts';
import { acquirePostgres, type TestDatabase } from '../../compose/test-kit/postgres.ts';
import { createPool, type Pool } from '../pool.ts';
import { type TenantTx, withTenant } from '../tenant.ts';
import { isCancelRequested, requestCancel } from './cancel.ts';
import { createJob } from './create.ts';
import { failJob, finishJob, markCancelled } from './finish.ts';
import { reportProgress } from './progress.ts';
import { listJobs, readJob } from './read.ts';

let database: TestDatabase;
let pool: Pool;
beforeAll(async () => {
  database = await acquirePostgres();
  pool = createPool({ url: database.urls.app, name: 'test', max: 4, onError: () => {} });
});
afterAll(async () => {
  await pool.end();
  await database.release();
});

const tenant = newId('tenant');
const inTenant = <T>(work: (tx: TenantTx) => Promise<T>) => withTenant(pool, tenant, work);
const queue = (type = 'process.import', subject?: string) =>
  inTenant((tx) => createJob(tx, { type, subject, createdBy: 'usr_1' }));

describe('a job with a subject', () => {
  test('is there once while it is open, whoever asks at the same time', async () => {
    const subject = newId('process');
    const asked = await Promise.all(Array.from({ length: 6 }, () => queue('process.refresh', subject)));
    expect(new Set(asked.map((a) => a.job.id)).size).toBe(1);
    expect(asked.filter((a) => a.created)).toHaveLength(1);
  });

  test('can be asked for again once it has ended', async () => {
    const subject = newId('process');
    const first = await queue('process.refresh', subject);
    await inTenant((tx) => finishJob(tx, first.job.id, { new: 1 }));
    const second = await queue('process.refresh', subject);
    expect(second.created).toBe(true);
    expect(second.job.id).not.toBe(first.job.id);
  });
});

test('runs, tells how far it is, and ends once', async () => {
  const { job } = await queue();
  expect(job).toMatchObject({ state: 'queued', progress: null, createdBy: 'usr_1', finishedAt: null });
  expect(await inTenant((tx) => reportProgress(tx, job.id, { done: 1, total: 2 }))).toEqual({
    cancelRequested: false,
  });
  expect(await inTenant((tx) => readJob(tx, job.id))).toMatchObject({
    state: 'running',
    progress: { done: 1, total: 2 },
  });
  expect(await inTenant((tx) => finishJob(tx, job.id, { created: 2 }))).toBe(true);
  expect(await inTenant((tx) => failJob(tx, job.id, { message: 'tarde demais' }))).toBe(false);
  await inTenant((tx) => reportProgress(tx, job.id, { done: 2, total: 2 }));
  const ended = await inTenant((tx) => readJob(tx, job.id));
  expect(ended).toMatchObject({
    state: 'succeeded',
    result: { created: 2 },
    error: null,
    progress: { done: 2, total: 2 },
  });
  expect(ended?.finishedAt).toBeInstanceOf(Date);
});

test('fails with words', async () => {
  const { job } = await queue();
  await inTenant((tx) =>
    failJob(tx, job.id, { message: 'O tribunal não respondeu.', fix: 'Tente de novo.' }),
  );
  expect(await inTenant((tx) => readJob(tx, job.id))).toMatchObject({
    state: 'failed',
    error: { message: 'O tribunal não respondeu.', fix: 'Tente de novo.' },
  });
});

test('a cancellation is seen by the worker, who ends it', async () => {
  const { job } = await queue();
  expect(await inTenant((tx) => isCancelRequested(tx, job.id))).toBe(false);
  const asked = await inTenant((tx) => requestCancel(tx, job.id));
  expect(asked?.cancelRequestedAt).toBeInstanceOf(Date);
  expect(await inTenant((tx) => isCancelRequested(tx, job.id))).toBe(true);
  expect(await inTenant((tx) => reportProgress(tx, job.id, { done: 1, total: 9 }))).toEqual({
    cancelRequested: true,
  });
  await inTenant((tx) => markCancelled(tx, job.id, { created: 1 }));
  expect(await inTenant((tx) => readJob(tx, job.id))).toMatchObject({
    state: 'cancelled',
    result: { created: 1 },
  });
});

test('cancelling what has ended changes nothing; what is not there is not there', async () => {
  const { job } = await queue();
  await inTenant((tx) => finishJob(tx, job.id));
  expect(await inTenant((tx) => requestCancel(tx, job.id))).toMatchObject({
    state: 'succeeded',
    cancelRequestedAt: null,
  });
  expect(await inTenant((tx) => requestCancel(tx, newId('job')))).toBeUndefined();
});

test('lists newest first, by state and type', async () => {
  const other = newId('tenant');
  const inOther = <T>(work: (tx: TenantTx) => Promise<T>) => withTenant(pool, other, work);
  const ids: string[] = [];
  for (const type of ['a', 'b', 'a']) ids.push((await inOther((tx) => createJob(tx, { type }))).job.id);
  const list = (filters: Parameters<typeof listJobs>[1], page: Parameters<typeof listJobs>[2]) =>
    inOther(async (tx) => (await listJobs(tx, filters, page)).map((j) => j.id));
  expect(await list({}, { limit: 9 })).toEqual([...ids].reverse());
  expect(await list({ type: 'b' }, { limit: 9 })).toEqual([ids[1] ?? '']);
  expect(await list({ state: 'failed' }, { limit: 9 })).toEqual([]);
  const [newest] = await inOther((tx) => listJobs(tx, {}, { limit: 1 }));
  expect(await list({}, { limit: 9, after: newest })).toEqual(ids.slice(0, 2).reverse());
});
