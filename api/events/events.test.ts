import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'bun:test';
import { newId } from '../../actors/contracts/ids.ts';
import { appendEvents, newEvent } from '../../db/events/append.ts';
import { withTenant } from '../../db/tenant.ts';
import { makeFirm, startTestApi, type TestApi } from '../test-kit.ts';
import { EVENT_TYPES } from './catalogue.ts';

let api: TestApi;
let firm: Awaited<ReturnType<typeof makeFirm>>;
beforeAll(async () => {
  api = await startTestApi();
});
afterAll(() => api.release());
beforeEach(async () => {
  firm = await makeFirm(api.pool);
});

const get = (path: string) => api.call('GET', `/v1/${path}`, { as: firm.key });

async function happen(n: number): Promise<string[]> {
  const events = Array.from({ length: n }, () =>
    newEvent('webhook.test', {
      aggregate: 'webhook',
      aggregateId: newId('webhook'),
      version: 1,
      data: { webhookId: newId('webhook'), message: 'oi' },
    }),
  );
  await withTenant(api.pool, firm.tenantId, (tx) => appendEvents(tx, events));
  return events.map((event) => event.id);
}

const idsOf = (body: { data: { id: string }[] }) => body.data.map((event) => event.id);

describe('GET /v1/events', () => {
  test('gives a cursor even when there is nothing, and goes on from it later', async () => {
    const empty = await get('events');
    expect(empty.body).toMatchObject({ data: [], more: false });
    const ids = await happen(3);
    const first = await get(`events?limit=2&cursor=${empty.body.nextCursor}`);
    expect(idsOf(first.body)).toEqual(ids.slice(0, 2));
    expect(first.body.more).toBe(true);
    const second = await get(`events?limit=2&cursor=${first.body.nextCursor}`);
    expect(idsOf(second.body)).toEqual(ids.slice(2));
    const third = await get(`events?cursor=${second.body.nextCursor}`);
    expect(third.body).toMatchObject({ data: [], more: false, nextCursor: second.body.nextCursor });
  });

  test('begins at the end when asked to', async () => {
    await happen(2);
    const { body } = await get('events?start=end');
    expect(body.data).toEqual([]);
    const ids = await happen(1);
    expect(idsOf((await get(`events?cursor=${body.nextCursor}`)).body)).toEqual(ids);
  });

  test('filters by type, family and case', async () => {
    const number = '0000001-17.2099.8.26.0001';
    const { body: process } = await api.call('POST', '/v1/processes', { as: firm.key, body: { number } });
    await happen(1);
    const types = async (query: string) =>
      (await get(`events?${query}`)).body.data.map((e: { type: string }) => e.type);
    expect(await types('types=process.*')).toEqual(['process.created']);
    expect(await types('types=webhook.test')).toEqual(['webhook.test']);
    expect(await types('types=webhook.test,process.*')).toHaveLength(2);
    expect(await types(`processId=${process.id}`)).toEqual(['process.created']);
  });

  test.each([
    ['cursor=x', 'query.cursor'],
    ['cursor=WyJ4Il0', 'query.cursor'],
    ['types=movement.exploded', 'query.types'],
    ['types=everything', 'query.types'],
    ['types=explosion.*', 'query.types'],
    ['processId=1', 'query.processId'],
    ['start=middle', 'query.start'],
  ])('refuses ?%s', async (query, location) => {
    const refused = await get(`events?${query}`);
    expect(refused.status).toBe(400);
    expect(refused.body.errors[0].location).toBe(location);
  });
});

test('one event by its id, for its own firm alone', async () => {
  const [id] = await happen(1);
  expect((await get(`events/${id}`)).body).toMatchObject({
    id,
    tenant: firm.tenantId,
    type: 'webhook.test',
    origin: 'new',
    data: { message: 'oi' },
  });
  const other = await makeFirm(api.pool);
  expect((await api.call('GET', `/v1/events/${id}`, { as: other.key })).status).toBe(404);
});

test('every type of event is described with an example', async () => {
  const { body } = await get('event-types');
  expect(body.data.map((entry: { type: string }) => entry.type)).toEqual(EVENT_TYPES);
  for (const { description, example } of body.data) {
    expect(description).toEndWith('.');
    expect(Object.keys(example).length).toBeGreaterThan(0);
  }
});
