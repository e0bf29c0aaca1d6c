import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'bun:test';
import { parse } from 'csv-parse/sync';
import { checkDigits } from '../../actors/contracts/cnj-number.ts';
import { processImportLines } from '../../db/imports/process-lines.ts';
import { withTenant } from '../../db/tenant.ts';
import { makeFirm, startTestApi, type TestApi } from '../test-kit.ts';

const TJSP = '0000001-17.2099.8.26.0001';
const TJRJ = '0000001-12.2099.8.19.0001';
const STF = '0000001-25.2099.1.00.0001';

let api: TestApi;
let firm: Awaited<ReturnType<typeof makeFirm>>;
beforeAll(async () => {
  api = await startTestApi();
});
afterAll(() => api.release());
beforeEach(async () => {
  firm = await makeFirm(api.pool);
  api.published.length = 0;
});

const post = (body: unknown, type = 'application/json') =>
  api.call('POST', '/v1/imports', { as: firm.key, body, headers: { 'content-type': type } });
const get = (path: string, headers?: Record<string, string>) =>
  api.call('GET', `/v1/imports/${path}`, { as: firm.key, headers });
const workOff = (jobId: string, limit = 500) =>
  withTenant(api.pool, firm.tenantId, (tx) => processImportLines(tx, jobId, limit));

/** A valid number of TJSP. */
function numberOf(i: number): string {
  const parts = {
    sequence: String(i).padStart(7, '0'),
    year: '2099',
    segment: '8',
    court: '26',
    origin: '0001',
  };
  return `${parts.sequence}${checkDigits(parts)}${parts.year}826${parts.origin}`;
}

describe('POST /v1/imports', () => {
  test('good lines go on, bad ones say at once what is wrong, and the report tells of all', async () => {
    const csv = [
      'numero;rotulo;etiquetas',
      `${TJSP};Ávila;cível`,
      '0000001-18.2099.8.26.0001;;',
      `1-17.2099.8.26.1;outra vez;`,
      `${TJRJ};;`,
      `${STF};;`,
      '1,00E+19;;',
    ].join('\r\n');
    const accepted = await post(csv, 'text/csv; charset=utf-8');
    expect(accepted.status).toBe(202);
    expect(accepted.body).toMatchObject({ type: 'process.import', progress: { done: 3, total: 6 } });
    const { id } = accepted.body;
    expect(accepted.headers.get('location')).toBe(`/v1/imports/${id}`);
    expect(api.published.map((m) => [m.kind, m.type, m.payload])).toEqual([
      ['process-monitor', 'import', { jobId: id }],
    ]);

    await api.call('POST', '/v1/processes', { as: firm.key, body: { number: TJRJ } });
    await workOff(id);
    const { body: report } = await get(`${id}/lines`);
    expect(report.data.map((l: { line: number; outcome: string }) => [l.line, l.outcome])).toEqual([
      [2, 'created'],
      [3, 'invalid'],
      [4, 'duplicate'],
      [5, 'exists'],
      [6, 'created'],
      [7, 'invalid'],
    ]);
    expect(report.data[0]).toMatchObject({ label: 'Ávila', tags: ['cível'], number: '00000011720998260001' });
    expect(report.data[1].fix).toContain(TJSP);
    expect(report.data[2].message).toContain('linha 2');
    expect(report.data[4].message).toContain('Supremo Tribunal Federal');
    expect((await get(id)).body.lines).toEqual({
      total: 6,
      created: 2,
      exists: 1,
      invalid: 2,
      duplicate: 1,
      pending: 0,
    });
    const only = await get(`${id}/lines?outcome=invalid&limit=1`);
    const next = await get(`${id}/lines?outcome=invalid&limit=1&cursor=${only.body.nextCursor}`);
    expect(next.body.data.map((l: { line: number }) => l.line)).toEqual([7]);
  });

  test('as JSON, with or without label and tags', async () => {
    const { body } = await post({ processes: [TJSP, { number: TJRJ, label: 'x', tags: ['a'] }] });
    await workOff(body.id);
    const { body: report } = await get(`${body.id}/lines`);
    expect(report.data).toMatchObject([
      { line: 1, outcome: 'created', label: null },
      { line: 2, outcome: 'created', label: 'x', tags: ['a'] },
    ]);
  });

  test('of which nothing can be registered ends at once and sends nothing', async () => {
    const { status, body } = await post({ processes: ['abc'] });
    expect(status).toBe(202);
    expect(body).toMatchObject({ state: 'succeeded', result: { created: 0, invalid: 1 } });
    expect(api.published).toEqual([]);
  });

  test('takes ten thousand lines, worked off in chunks', async () => {
    const { status, body } = await post(
      Array.from({ length: 10_000 }, (_, i) => numberOf(i)).join('\n'),
      'text/csv',
    );
    expect(status).toBe(202);
    let chunks = 0;
    for (let remaining = 1; remaining > 0; chunks++) remaining = (await workOff(body.id, 2_500)).remaining;
    expect(chunks).toBe(4);
    expect((await get(body.id)).body.lines).toMatchObject({ total: 10_000, created: 10_000, pending: 0 });
  });

  test.each([
    ['excel=true', ';'],
    ['excel=false', ','],
  ])('exports its report as CSV with %s, harmless to a spreadsheet', async (query, delimiter) => {
    const { body } = await post({ processes: [TJSP, '=cmd|calc', '+1+1', '\uff1dcmd'] });
    const { body: csv } = await get(`${body.id}/lines?${query}`, { accept: 'text/csv' });
    const rows: Record<string, string>[] = parse(csv, { columns: true, delimiter, bom: true });
    expect(rows.map((r) => [r.Linha, r.Entrada, r.Resultado])).toEqual([
      ['1', TJSP, 'Aguardando'],
      ['2', "'=cmd|calc", 'Inválido'],
      ['3', "'+1+1", 'Inválido'],
      ['4', "'\uff1dcmd", 'Inválido'],
    ]);
  });

  test.each([
    ['an empty list', { processes: [] }, 'application/json', 422],
    ['too many', { processes: Array(10_001).fill(TJSP) }, 'application/json', 422],
    ['a field that is not known', { processes: [TJSP], x: 1 }, 'application/json', 422],
    ['another type of body', '<a/>', 'application/xml', 415],
    ['no lines', '\n\n', 'text/csv', 422],
  ])('refuses %s', async (_what, body, type, status) => {
    expect((await post(body, type)).status).toBe(status);
    expect(api.published).toEqual([]);
  });

  test('reads what Excel saves in Windows-1252', async () => {
    const bytes = Buffer.from(`${TJSP};A\u00e7\u00e3o`, 'latin1');
    const { status, body } = await post(new Uint8Array(bytes), 'text/csv');
    expect(status).toBe(202);
    expect((await get(`${body.id}/lines`)).body.data).toMatchObject([{ label: 'Ação' }]);
  });
});

test('a job that is no import answers 404', async () => {
  const { body: process } = await api.call('POST', '/v1/processes', { as: firm.key, body: { number: TJSP } });
  const { body: job } = await api.call('POST', `/v1/processes/${process.id}/refresh`, { as: firm.key });
  expect((await get(job.id)).status).toBe(404);
  expect((await get(`${job.id}/lines`)).status).toBe(404);
  expect((await get(`${job.id}/lines?format=csv`)).status).toBe(404);
});
