import { afterAll, beforeAll, expect, test } from 'bun:test';
import { createPool } from '../../db/pool.ts';
import { makeFirm, startTestApi, type TestApi } from '../test-kit.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
});
afterAll(() => api.release());

test('courts say what was measured, and that the rest is not known', async () => {
  const { key } = await makeFirm(api.pool);
  const runtime = createPool({ url: api.database.urls.runtime, name: 'test', max: 1, onError: () => {} });
  await runtime.query(
    `insert into court.courts (alias, status_batch, document_batch, last_request_at, last_success_at, last_failure_at, last_error,
       breaker_state, breaker_until, lag_seconds, lag_samples)
     values ('tjsp', 500, 50, now(), '2099-01-01', null, null, 'closed', null, 93600, '[1,2,3]'),
            ('tjrj', 250, 25, now(), '2099-01-01', '2099-01-02', 'gateway-timeout', 'open', '2099-01-03', null, '[]')`,
  );
  await runtime.end();
  const { body } = await api.call('GET', '/v1/courts', { as: key });
  expect(body.data).toHaveLength(91);
  const one = (alias: string) => body.data.find((court: { alias: string }) => court.alias === alias);
  expect(one('tjsp')).toMatchObject({
    tribunal: 'TJSP',
    uf: 'SP',
    status: 'up',
    notice: null,
    lagSeconds: 93_600,
    lagSamples: 3,
    batchSize: { status: 500, documents: 50 },
  });
  expect(one('tjrj')).toMatchObject({
    status: 'down',
    lagSeconds: null,
    lastError: 'gateway-timeout',
    breaker: { state: 'open', until: '2099-01-03T00:00:00.000Z' },
  });
  expect(one('stm')).toMatchObject({
    status: 'unknown',
    lagSeconds: null,
    lastSuccessAt: null,
    batchSize: null,
  });
  expect(one('stm').notice).toContain('Ainda não consultado');
  const single = await api.call('GET', '/v1/courts/tre-dft', { as: key });
  expect(single.body).toMatchObject({ alias: 'tre-dft', status: 'unknown' });
  for (const alias of ['stf', 'tjxx', 'TJSP', '..%2fetc'])
    expect((await api.call('GET', `/v1/courts/${alias}`, { as: key })).status).toBe(404);
});
