import { expect, test } from 'bun:test';
import { compareErrands, type ErrandBooks } from './errands.ts';
import type { StoredEvent } from './history.ts';

const firms = ['ten_a', 'ten_b'].map((tenantId) => ({ tenantId, apiKey: '', webhookId: '' }));
const bytes = new TextEncoder().encode('a document');
const sha256 = new Bun.CryptoHasher('sha256').update(bytes).digest('hex');
const keys = ['ten_b/reports/rpt_1/1.json', 'ten_b/reports/rpt_1/1.xlsx'];
const books: ErrandBooks = {
  jobs: [
    { id: 'job_1', tenant_id: 'ten_a', state: 'succeeded', error: null },
    { id: 'job_2', tenant_id: 'ten_b', state: 'succeeded', error: null },
  ],
  reports: [{ id: 'rpt_1', tenant_id: 'ten_b' }],
  files: keys.map((object_key) => {
    return { tenant_id: 'ten_b', report_id: 'rpt_1', format: '', object_key, sha256 };
  }),
};
const told: StoredEvent = {
  tenant_id: 'ten_b',
  id: 'evt_1',
  aggregate_id: 'rpt_1',
  version: 1,
  type: 'document.generated',
  origin: 'new',
  data: {} as StoredEvent['data'],
};
const asked = [
  { firm: 0, jobId: 'job_1', kind: 'summary' as const },
  { firm: 1, jobId: 'job_2', kind: 'report' as const },
];

async function wrong(of: Partial<ErrandBooks> = {}, events = [told], stored: readonly string[] = keys) {
  const objects = { get: async (key: string) => (stored.includes(key) ? bytes : undefined) };
  const findings = await compareErrands({ ...books, ...of }, objects, { asked, events, firms });
  return Object.fromEntries(
    findings.filter(({ wrong }) => wrong.length > 0).map(({ check, wrong }) => [check, wrong.length]),
  );
}

test('finds nothing where everything ended well', async () => {
  expect(await wrong()).toEqual({});
});

test('finds what has not ended, and what ended badly', async () => {
  const [first, second] = books.jobs;
  if (!first || !second) throw new Error('there are two');
  expect(await wrong({ jobs: [first] })).toEqual({ lost: 1 });
  expect(await wrong({ jobs: [first, { ...second, state: 'running' }] })).toEqual({ lost: 1 });
  expect(await wrong({ jobs: [first, { ...second, state: 'failed' }] })).toEqual({ 'ended badly': 1 });
});

test('finds reports that were never told, or twice, and files that are missing, others, or another firm’s', async () => {
  expect(await wrong({}, [])).toEqual({ lost: 1 });
  expect(await wrong({}, [told, told])).toEqual({ twice: 1 });
  expect(await wrong({}, [told], keys.slice(1))).toEqual({ lost: 1 });
  expect(await wrong({ files: books.files.slice(1) })).toEqual({ lost: 1 });
  expect(await wrong({ files: books.files.map((file) => ({ ...file, sha256: 'x' })) })).toEqual({ lost: 2 });
  const [file, other] = books.files;
  if (!file || !other) throw new Error('there are two');
  expect(await wrong({ files: [other, { ...file, tenant_id: 'ten_a' }] })).toEqual({ 'cross-tenant': 1 });
});

test('finds a job at another firm', async () => {
  const elsewhere = books.jobs.map((job) => ({ ...job, tenant_id: 'ten_b' }));
  expect(await wrong({ jobs: elsewhere })).toEqual({ 'cross-tenant': 1 });
});
