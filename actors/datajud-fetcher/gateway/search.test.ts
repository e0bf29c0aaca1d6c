import { describe, expect, test } from 'bun:test';
import { deltaQuery, documentsQuery, statusQuery } from './queries.ts';
import { createSearchClient } from './search.ts';

test('a query asks for five documents a number, within what the API allows, and for room when there are few', () => {
  const numbers = (n: number) => Array.from({ length: n }, (_, i) => String(i).padStart(20, '0'));
  const sizes = [1, 100, 5_000].map((n) => (documentsQuery(numbers(n)) as { size: number }).size);
  expect(sizes).toEqual([100, 500, 10_000]);
  expect(statusQuery(numbers(1))).toMatchObject({ _source: expect.not.arrayContaining(['movimentos']) });
  expect(JSON.stringify(deltaQuery(numbers(1), new Date(0)))).toContain('"gte":"1970-01-01T00:00:00.000Z"');
});

describe('the client', () => {
  const ask = async (
    fetch: () => Response | Promise<Response>,
    more: { maxBody?: number; timeoutMs?: number } = {},
  ) => {
    const server = Bun.serve({ port: 0, hostname: '127.0.0.1', fetch });
    try {
      const client = createSearchClient({ url: server.url.origin, key: () => 'k', maxBody: more.maxBody });
      const signal = new AbortController().signal;
      return (await client.search('tjsp', {}, { timeoutMs: more.timeoutMs ?? 5_000, signal })).outcome;
    } finally {
      await server.stop(true);
    }
  };
  const endless = () =>
    new ReadableStream({
      pull: (controller) => controller.enqueue(new Uint8Array(64 * 1024).fill(32)),
    });

  test('an answer beyond all measure is not read to its end, declared or not', async () => {
    expect(await ask(() => new Response('x'.repeat(2_000)), { maxBody: 1_000 })).toMatchObject({
      kind: 'too-large',
    });
    expect(await ask(() => new Response(endless()), { maxBody: 500_000 })).toMatchObject({
      kind: 'too-large',
    });
  });
  test('patience ends in the middle of a body too', async () => {
    const slow = () =>
      new Response(
        new ReadableStream({
          async pull(controller) {
            controller.enqueue(new TextEncoder().encode(' '));
            await Bun.sleep(20);
          },
        }),
      );
    expect(await ask(slow, { timeoutMs: 100 })).toMatchObject({ kind: 'timeout' });
  });
  test('follows no redirect with the key in its hand', async () => {
    expect(await ask(() => Response.redirect('http://127.0.0.1:9/', 302))).toMatchObject({
      kind: 'server-error',
    });
  });
  test('nobody listens', async () => {
    const client = createSearchClient({ url: 'http://127.0.0.1:9', key: () => 'k' });
    const { outcome, httpStatus } = await client.search(
      'tjsp',
      {},
      { timeoutMs: 2_000, signal: new AbortController().signal },
    );
    expect({ kind: outcome.kind, httpStatus }).toEqual({ kind: 'unreachable', httpStatus: null });
  });
  test('an aborted turn is no outcome', async () => {
    const client = createSearchClient({ url: 'http://127.0.0.1:9', key: () => 'k' });
    const signal = AbortSignal.abort(new Error('handed over'));
    await expect(client.search('tjsp', {}, { timeoutMs: 1_000, signal })).rejects.toThrow('handed over');
  });
});
