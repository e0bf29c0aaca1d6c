import { afterAll, beforeAll, expect, test } from 'bun:test';
import { newId } from '../../actors/contracts/ids.ts';
import { USUAL_PERSON } from '../../actors/telling/person.ts';
import { appendEvents, newEvent } from '../../db/events/append.ts';
import { withTenant } from '../../db/tenant.ts';
import { makeFirm, startTestApi, type TestApi } from '../test-kit.ts';
import { PreviewPage, PreviewSubscription } from './schemas.ts';

let api: TestApi;
let key: string;
let personId: string;
const DAY_MS = 24 * 3_600_000;

/** Sixty movements, one a day into the past; every third is critical, and the cases take turns. */
beforeAll(async () => {
  api = await startTestApi();
  const firm = await makeFirm(api.pool);
  key = firm.key;
  personId = (
    await api.call('POST', '/v1/people', {
      as: key,
      body: { name: 'Bia', preferences: { email: { routine: 'off' } } },
    })
  ).body.id;
  const happened = await withTenant(api.pool, firm.tenantId, async (tx) => {
    const ids = [newId('process'), newId('process')];
    for (const [i, id] of ids.entries())
      await tx.client.query(
        `insert into processes (tenant_id, id, number, tags, tribunal, changed_at, version) values ($1, $2, $3, $4, 'TJSP', now(), 1)`,
        [firm.tenantId, id, String(i).padStart(20, '0'), i === 0 ? ['cliente:Ávila'] : []],
      );
    const events = Array.from({ length: 120 }, (_, i) => {
      const id = ids[i % 2] as string;
      const recordedAt = new Date(Date.now() - (120 - i) * DAY_MS).toISOString();
      const importance = i % 3 === 0 ? 'critical' : 'medium';
      const movement = {
        id: newId('movement'),
        tribunal: 'TJSP',
        importance,
        description: `Andamento ${i}`,
        group: 'x',
      };
      const process = { id, number: String(i % 2).padStart(20, '0'), label: null };
      const event = newEvent('movement.detected', {
        aggregate: 'process',
        aggregateId: id,
        version: i + 1,
        data: { process, movement } as never,
      });
      return { ...event, recordedAt };
    });
    return events;
  });
  // Each in a commit of its own, as they come from courts: what one commit tells is told in one turn.
  for (const event of happened) await withTenant(api.pool, firm.tenantId, (tx) => appendEvents(tx, [event]));
});
afterAll(() => api.release());

async function preview(body: object) {
  const all: { text: string; class: string; modes: Record<string, string> }[] = [];
  for (let cursor: string | null | undefined, pages = 0; cursor !== null && pages < 20; pages++) {
    const page = await api.call('POST', '/v1/subscriptions/preview', {
      as: key,
      body: { ...body, ...(cursor ? { cursor } : {}) },
    });
    expect(page.status).toBe(200);
    all.push(...page.body.data);
    cursor = page.body.nextCursor;
  }
  return all;
}

test('what it would have sent in the last 90 days, newest first, page by page, each once', async () => {
  const all = await preview({ limit: 20 });
  expect(all).toHaveLength(89);
  expect(all[0]?.text).toBe('Andamento 119');
  expect(new Set(all.map(({ text }) => text)).size).toBe(89);
  expect(await preview({ days: 7 })).toHaveLength(6);
});

test('it judges as the notifier judges', async () => {
  const client = await preview({ include: { matters: ['ávila'] } });
  expect(client.every(({ text }) => Number(text.split(' ')[1]) % 2 === 0)).toBe(true);
  const excluded = await preview({ exclude: { importances: ['critical', 'medium'] } });
  expect(new Set(excluded.map((one) => one.class))).toEqual(new Set(['critical']));
  expect(await preview({ include: { tribunals: ['TRF3'] } })).toEqual([]);
});

test('with a person it says how they would have been told', async () => {
  const [first] = await preview({ personId, include: { importances: ['medium'] } });
  expect(first?.modes).toMatchObject({ inbox: 'instant', email: 'off', telegram: 'daily' });
  const nobody = await api.call('POST', '/v1/subscriptions/preview', {
    as: key,
    body: { personId: newId('person') },
  });
  expect(nobody.status).toBe(404);
});

const sentOf = async (body: object) => {
  const { body: page } = await api.call('POST', '/v1/subscriptions/preview', { as: key, body });
  return page.sent;
};

test('it says what would have been sent, by channel, once and with the first page', async () => {
  const first = await api.call('POST', '/v1/subscriptions/preview', { as: key, body: { limit: 20 } });
  const { sent } = first.body;
  // 29 critical ones and 60 that are medium: the inbox has each at once, mails gather the medium ones of a day.
  expect(sent).toMatchObject({ examined: 89, messages: expect.any(Number) });
  expect(sent.channels.inbox).toMatchObject({ messages: 89, events: 89, batched: 0 });
  expect(sent.channels.email.batched).toBe(60);
  expect(sent.channels.email.events + sent.channels.email.waiting).toBe(89);
  expect(sent.channels.whatsapp.unwanted).toBe(60);
  const cursor = first.body.nextCursor;
  expect(await sentOf({ limit: 20, cursor })).toBeNull();
});

test('with a person it counts by their hours, preferences and channels', async () => {
  const { channels } = await sentOf({ personId, channels: ['email', 'inbox'] });
  // Bia has no address and wants none of the routine by mail.
  expect(channels.email).toMatchObject({ messages: 0, unreachable: 89 });
  const named = { name: 'Caio', email: 'caio@example.com', quietHours: { from: '00:00', to: '23:59' } };
  const { body: caio } = await api.call('POST', '/v1/people', {
    as: key,
    body: { ...named, preferences: { email: { routine: 'instant' } } },
  });
  const held = (await sentOf({ personId: caio.id, channels: ['email'] })).channels.email;
  expect(held.held).toBe(60);
  expect(held.events + held.waiting).toBe(89);
  expect(
    await sentOf({ personId: caio.id, channels: ['email'], include: { tribunals: ['TRF3'] } }),
  ).toMatchObject({ messages: 0, channels: {} });
});

test('of summaries it says nothing, and its schemas say that it does', async () => {
  const { key: as, tenantId } = await makeFirm(api.pool);
  const process = { id: newId('process'), number: '1'.padStart(20, '0'), label: null };
  await withTenant(api.pool, tenantId, async (tx) => {
    await tx.client.query(
      `insert into processes (tenant_id, id, number, tribunal, changed_at, version) values ($1, $2, $3, 'TJSP', now(), 1)`,
      [tenantId, process.id, process.number],
    );
    await appendEvents(tx, [
      newEvent('summary.generated', {
        aggregate: 'process',
        aggregateId: process.id,
        version: 1,
        data: {
          process,
          answerId: newId('answer'),
          task: 'notice',
          audience: 'client',
          text: 'O pedido foi aceito.',
          movementIds: [newId('movement')],
          proved: true,
          importance: 'critical',
          engine: 'local',
          disclaimer: '',
        },
      }),
    ]);
  });
  const include = { classes: ['summary'] };
  const { body } = await api.call('POST', '/v1/subscriptions/preview', { as, body: { include } });
  expect(body).toMatchObject({ data: [], examined: 0, sent: { examined: 0, messages: 0 } });
  for (const { description } of [PreviewSubscription, PreviewPage])
    expect(description).toContain('class `summary`');
});

test('a person of whom nothing is said is judged as the usual one', async () => {
  const { body } = await api.call('POST', '/v1/people', { as: key, body: { name: 'Davi' } });
  const { id: _, language, ...usual } = USUAL_PERSON;
  expect(body).toMatchObject({ language, ...usual });
});
