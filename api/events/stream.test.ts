import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'bun:test';
import { Registry } from 'prom-client';
import { newId } from '../../actors/contracts/ids.ts';
import { waitFor } from '../../compose/test-kit/wait-for.ts';
import { appendEvents, newEvent } from '../../db/events/append.ts';
import { withTenant } from '../../db/tenant.ts';
import { createApi } from '../app.ts';
import { makeFirm, startTestApi, type TestApi } from '../test-kit.ts';
import type { EventSignal } from './signal.ts';

let api: TestApi;
/** Milliseconds that the clock of the API is ahead. */
let later = 0;
let firm: Awaited<ReturnType<typeof makeFirm>>;
beforeAll(async () => {
  api = await startTestApi({ streams: { heartbeatMs: 200, pollMs: 20 }, now: () => Date.now() + later });
});
afterAll(() => api.release());
beforeEach(async () => {
  firm = await makeFirm(api.pool);
});

async function happen(n = 1, message = 'oi'): Promise<string[]> {
  const events = Array.from({ length: n }, () =>
    newEvent('webhook.test', {
      aggregate: 'webhook',
      aggregateId: newId('webhook'),
      version: 1,
      data: { webhookId: newId('webhook'), message },
    }),
  );
  await withTenant(api.pool, firm.tenantId, (tx) => appendEvents(tx, events));
  return events.map((event) => event.id);
}

/** A reader of a stream; `text` is what came so far. */
async function follow(path = 'events/stream', headers: Record<string, string> = {}, app = api.app) {
  const response = await app.handle(
    new Request(`http://localhost/v1/${path}`, {
      headers: { authorization: `Bearer ${firm.key}`, ...headers },
    }),
  );
  const reader = response.body?.getReader();
  const state = { text: '', ended: false };
  const decoder = new TextDecoder();
  (async () => {
    for (;;) {
      const chunk = await reader?.read();
      if (!chunk || chunk.done) break;
      state.text += decoder.decode(chunk.value, { stream: true });
    }
    state.ended = true;
  })();
  return {
    response,
    state,
    ids: () => [...state.text.matchAll(/^id: (.+)$/gm)].map(([, id]) => id),
    close: () => reader?.cancel(),
  };
}

describe('GET /v1/events/stream', () => {
  test('tells what happens from now on', async () => {
    await happen();
    const stream = await follow();
    expect(stream.response.headers.get('content-type')).toStartWith('text/event-stream');
    await waitFor('the beginning', () => stream.state.text.includes('retry:'));
    const ids = await happen(2, 'linha\nnova');
    await waitFor('both events', () => stream.ids().length === 2);
    expect(stream.ids()).toEqual(ids);
    const [, data] = /^data: (.+)$/m.exec(stream.state.text) ?? [];
    expect(JSON.parse(data ?? '')).toMatchObject({ id: ids[0], data: { message: 'linha\nnova' } });
    await stream.close();
  });

  test('goes on after the last event that the reader saw, and misses none', async () => {
    const ids = await happen(150);
    const stream = await follow('events/stream', { 'last-event-id': ids[9] ?? '' });
    await waitFor('the rest', () => stream.ids().length === 140);
    expect(stream.ids()).toEqual(ids.slice(10));
    const more = await happen();
    await waitFor('what happens now', () => stream.ids().length === 141);
    expect(stream.ids().at(-1)).toBe(more[0] ?? '');
    await stream.close();
  });

  test('filters, and says that it is alive meanwhile', async () => {
    const stream = await follow('events/stream?types=process.*');
    await happen();
    await waitFor('two heartbeats', () => stream.state.text.split(': heartbeat').length > 2);
    expect(stream.ids()).toEqual([]);
    await stream.close();
  });

  test('wakes at the bell without polling', async () => {
    const rings = new Map<string, () => void>();
    const eventSignal: EventSignal = {
      subscribe(tenantId, ring) {
        rings.set(tenantId, ring);
        return () => rings.delete(tenantId);
      },
      isLive: () => true,
    };
    const streams = { heartbeatMs: 3_600_000, pollMs: 3_600_000 };
    const app = createApi({ ...api.parts, metrics: new Registry(), eventSignal, streams });
    const stream = await follow('events/stream', {}, app);
    await waitFor('the subscription', () => rings.has(firm.tenantId));
    await waitFor('the beginning', () => stream.state.text.includes('retry:'));
    const ids = await happen();
    rings.get(firm.tenantId)?.();
    await waitFor('the event', () => stream.ids().length === 1);
    expect(stream.ids()).toEqual(ids);
    await stream.close();
    await waitFor('the end of the subscription', () => rings.size === 0);
  });

  test('ends when the credentials do', async () => {
    const stream = await follow();
    await waitFor('the beginning', () => stream.state.text.includes('retry:'));
    await withTenant(api.pool, firm.tenantId, ({ client }) =>
      client.query('update api_keys set revoked_at = now() where id = $1', [firm.keyId]),
    );
    // A look-up of credentials is trusted for five seconds.
    later = 10_000;
    await waitFor('the end', () => stream.state.ended);
    expect(stream.ids()).toEqual([]);
  });

  test('ends when the credentials do, however busy the feed is', async () => {
    later = 0;
    const stream = await follow();
    await waitFor('the beginning', () => stream.state.text.includes('retry:'));
    await withTenant(api.pool, firm.tenantId, ({ client }) =>
      client.query('update api_keys set revoked_at = now() where id = $1', [firm.keyId]),
    );
    later = 10_000;
    await waitFor('the end', async () => {
      // Never silent for as long as a heartbeat.
      await happen();
      return stream.state.ended;
    });
    expect(stream.state.text).not.toContain(': heartbeat');
  });

  test.each(['x', 'evt_01kb0v5zq8e3n9t2h4x6m7r8sa'])('refuses the unknown Last-Event-ID %s', async (id) => {
    const { response } = await follow('events/stream', { 'last-event-id': id });
    expect(response.status).toBe(400);
  });
});
