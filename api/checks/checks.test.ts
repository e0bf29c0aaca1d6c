import { afterAll, beforeAll, describe, expect, test } from 'bun:test';
import { parse } from 'csv-parse/sync';
import { newId } from '../../actors/contracts/ids.ts';
import { createPool, type Pool } from '../../db/pool.ts';
import { makeFirm, startTestApi, type TestApi } from '../test-kit.ts';

const CHECKS = 2_500;
let api: TestApi;
let runtime: Pool;
let firm: Awaited<ReturnType<typeof makeFirm>>;
let path: string;
beforeAll(async () => {
  api = await startTestApi();
  runtime = createPool({ url: api.database.urls.runtime, name: 'test', max: 2, onError: () => {} });
  firm = await makeFirm(api.pool);
  const number = '0000001-17.2099.8.26.0001';
  const { body } = await api.call('POST', '/v1/processes', { as: firm.key, body: { number } });
  path = `/v1/processes/${body.id}/checks`;
  // Sorted like the time-sorted ids that they stand for.
  await runtime.query(
    `with r as (
       insert into court.requests (id, alias, mode, asked_at, answered_at, outcome, http_status, numbers)
       select 'req_' || lpad(i::text, 26, '0'), 'tjsp', 'status', '2099-11-23T14:05:00Z', '2099-11-23T14:05:01Z', 'ok', 200, 1
       from generate_series(1, $2::int) i returning id)
     insert into court.checks (number, alias, request_id, checked_at, result, source_updated_at)
     select $1, 'tjsp', id, '2099-11-23T14:05:01Z', 'unchanged', '2099-11-22T03:00:00Z' from r`,
    [body.number, CHECKS],
  );
});
afterAll(async () => {
  await runtime.end();
  await api.release();
});
const get = (query: string, headers?: Record<string, string>) =>
  api.call('GET', `${path}${query}`, { as: firm.key, headers });

describe('the evidence of checks', () => {
  test('by pages, newest first, each line with who was asked and what the answer was', async () => {
    const first = await get('?limit=2');
    expect(first.body.data).toHaveLength(2);
    expect(first.body.data[0]).toEqual({
      requestId: `req_${String(CHECKS).padStart(26, '0')}`,
      alias: 'tjsp',
      tribunal: 'TJSP',
      askedAt: '2099-11-23T14:05:00.000Z',
      answeredAt: '2099-11-23T14:05:01.000Z',
      checkedAt: '2099-11-23T14:05:01.000Z',
      result: 'unchanged',
      sourceUpdatedAt: '2099-11-22T03:00:00.000Z',
      mode: 'status',
      outcome: 'ok',
      httpStatus: 200,
    });
    const second = await get(`?limit=1&cursor=${first.body.nextCursor}`);
    expect(second.body.data[0].requestId).toBe(`req_${String(CHECKS - 2).padStart(26, '0')}`);
  });

  test('all of it as CSV, in Portuguese and Brasília time', async () => {
    const answer = await get('', { accept: 'text/csv' });
    expect(answer.headers.get('content-type')).toStartWith('text/csv');
    expect(answer.headers.get('content-disposition')).toContain('consultas-00000011720998260001.csv');
    const rows: Record<string, string>[] = parse(answer.body, { columns: true });
    expect(rows).toHaveLength(CHECKS);
    expect(rows[0]).toEqual({
      Processo: '0000001-17.2099.8.26.0001',
      Tribunal: 'TJSP',
      'Consultado em (horário de Brasília)': '23/11/2099 11:05:00',
      'Respondido em (horário de Brasília)': '23/11/2099 11:05:01',
      Resultado: 'Sem novidade',
      'Data da fonte (horário de Brasília)': '22/11/2099 00:00:00',
      Resposta: 'ok',
      HTTP: '200',
      Consulta: `req_${String(CHECKS).padStart(26, '0')}`,
    });
  });

  test('for Excel with a byte order mark and semicolons', async () => {
    const response = await api.app.handle(
      new Request(`http://localhost${path}?format=csv&excel=true`, {
        headers: { authorization: `Bearer ${firm.key}` },
      }),
    );
    const bytes = new Uint8Array(await response.arrayBuffer());
    expect([...bytes.slice(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
    expect(new TextDecoder().decode(bytes)).toStartWith('Processo;Tribunal;');
  });

  test.each(['', '&format=csv'])('refuses instants that no calendar has%s, naming them', async (format) => {
    for (const bad of [
      '-206203-09-06T19:54:01.087Z',
      '+275760-09-13T00:00:00.000Z',
      '0000-01-01T00:00:00Z',
    ]) {
      const answer = await get(`?until=${encodeURIComponent(bad)}${format}`);
      expect([bad, answer.status, answer.body.errors?.[0]?.location]).toEqual([bad, 400, 'query.until']);
    }
  });

  test('filters, and shows another firm that watches since today nothing of before', async () => {
    expect((await get('?result=absent')).body.data).toEqual([]);
    expect((await get('?since=2099-12-01T00:00:00Z')).body.data).toEqual([]);
    await runtime.query(
      `with r as (insert into court.requests (id, alias, mode, asked_at, outcome, numbers)
         values ($1, 'tjsp', 'status', '2001-01-01', 'ok', 1) returning id)
       insert into court.checks (number, alias, request_id, checked_at, result)
       select '00000011720998260001', 'tjsp', id, '2001-01-01', 'found' from r`,
      [newId('request')],
    );
    expect((await get('?result=found')).body.data).toEqual([]);
  });
});
