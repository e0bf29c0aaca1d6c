import { afterAll, beforeAll, expect, test } from 'bun:test';
import { withTenant } from '../../db/tenant.ts';
import { makeFirm, startTestApi, type TestApi } from '../test-kit.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
});
afterAll(() => api.release());

test('graus and movements are shown as the court told them', async () => {
  const firm = await makeFirm(api.pool);
  const number = '0000001-17.2099.8.26.0001';
  const { body: process } = await api.call('POST', '/v1/processes', { as: firm.key, body: { number } });
  const at = (day: number) => `2099-01-0${day}T12:00:00.000Z`;
  const header = { class: { code: 7, name: 'Procedimento Comum' }, filedAt: '2099-01-01T09:00:00-03:00' };
  await withTenant(api.pool, firm.tenantId, async ({ client }) => {
    await client.query(
      `insert into process_instances (tenant_id, process_id, alias, grau, tribunal, header, history, content_hash, updated_at)
       values ($1, $2, 'tjsp', 'G1', 'TJSP', $3, '[]', 'h', now())`,
      [firm.tenantId, process.id, JSON.stringify(header)],
    );
    for (const [i, importance] of ['low', 'high', 'critical'].entries()) {
      const id = `mov_01kb0v5zq8e3n9t2h4x6m7r8s${i}`;
      const status = i === 0 ? 'withdrawn' : 'active';
      await client.query(
        `insert into movements (tenant_id, id, process_id, alias, grau, code, name, description, occurred_at, complements,
           importance, "group", origin, status, detected_at)
         values ($1, $2, $3, 'tjsp', 'G1', 26, 'Distribuição', $4, $5, '[]', $4, 'g', 'new', $6, now())`,
        [firm.tenantId, id, process.id, importance, at(i + 1), status],
      );
    }
  });
  const get = (path: string) => api.call('GET', `/v1/processes/${process.id}/${path}`, { as: firm.key });

  const { body: graus } = await get('instances');
  expect(graus.data).toMatchObject([
    {
      grau: 'G1',
      class: { name: 'Procedimento Comum' },
      filedAt: '2099-01-01T12:00:00.000Z',
      movementCount: 2,
    },
  ]);
  const shown = async (query = '') =>
    (await get(`movements?${query}`)).body.data.map((m: { importance: string }) => m.importance);
  expect(await shown()).toEqual(['critical', 'high', 'low']);
  expect(await shown('minImportance=high')).toEqual(['critical', 'high']);
  expect(await shown('importance=high')).toEqual(['high']);
  expect(await shown('status=withdrawn')).toEqual(['low']);
  expect(await shown(`since=${at(2)}`)).toEqual(['critical', 'high']);
  expect(await shown('grau=G2')).toEqual([]);
  const { body: page } = await get('movements?limit=1');
  expect(await shown(`limit=1&cursor=${page.nextCursor}`)).toEqual(['high']);
});
