import { afterAll, beforeAll, expect, test } from 'bun:test';
import { connect } from 'node:net';
import { Registry } from 'prom-client';
import { waitFor } from '../compose/test-kit/wait-for.ts';
import { type RunningApi, serveApi } from './serve.ts';
import { makeFirm, startTestApi, type TestApi } from './test-kit.ts';

let parts: TestApi;
let api: RunningApi;
beforeAll(async () => {
  parts = await startTestApi();
  api = start();
});
afterAll(async () => {
  await api.stop();
  await parts.release();
});

function start(): RunningApi {
  const socket = { host: '127.0.0.1', port: 0, trustedProxies: 0, shutdownMs: 2_000, publicUrl: undefined };
  return serveApi({ ...parts.parts, ...socket, metrics: new Registry() });
}

/** Writes bytes as they are, and answers what comes back until the connection ends or a whole answer is there. */
async function raw(...pieces: string[]): Promise<string> {
  const socket = connect(api.port, '127.0.0.1');
  let answer = '';
  let ended = false;
  socket.on('data', (data) => {
    answer += data.toString();
  });
  socket.on('close', () => {
    ended = true;
  });
  socket.on('error', () => {
    ended = true;
  });
  for (const piece of pieces) socket.write(piece);
  await waitFor('an answer', () => ended || /\r\n\r\n/.test(answer));
  socket.destroy();
  return answer;
}

test('serves on a free port, with problem types under its own address', async () => {
  const response = await fetch(`${api.url}/v1/nothing`);
  const problem = (await response.json()) as { type: string };
  expect(problem.type).toBe(`${api.url}/problems/not-found`);
  expect((await fetch(problem.type)).status).toBe(200);
});

test('refuses a body too large by what it declares, before it is sent', async () => {
  const { key } = await makeFirm(parts.pool, ['api-keys:write']);
  const head = `POST /v1/api-keys HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer ${key}\r\nContent-Type: application/json\r\n`;
  const answer = await raw(`${head}Content-Length: 5000000\r\n\r\n{`);
  expect(answer).toStartWith('HTTP/1.1 413');
  expect(answer).toContain('application/problem+json');
});

test.each([
  ['no HTTP at all', 'hello\r\n\r\n'],
  ['a broken content length', 'POST /v1/tenants HTTP/1.1\r\nHost: x\r\nContent-Length: ten\r\n\r\n'],
  [
    'two ways to tell the length',
    'POST /v1/tenants HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
  ],
  [
    'a header of 100,000 bytes',
    `GET /v1/tenant HTTP/1.1\r\nHost: x\r\nX-Big: ${'a'.repeat(100_000)}\r\n\r\n`,
  ],
])('answers %s with a 4xx or an end of the connection, and goes on serving', async (_, bytes) => {
  const answer = await raw(bytes);
  expect(answer === '' || /^HTTP\/1\.1 4\d\d/.test(answer)).toBe(true);
  expect((await fetch(`${api.url}/health/live`)).status).toBe(200);
});

test('lets a request under way end when it stops, and takes no more', async () => {
  const own = start();
  const user = { name: 'Ana', email: 'devagar@example.com', password: 'a lanterna verde do farol' };
  const request = fetch(`${own.url}/v1/tenants`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ name: 'Firma', user }),
  });
  await waitFor('the request to be under way', async () => {
    const { rows } = await parts.pool.query(
      "select 1 from rt.rate_windows where subject = 'address:127.0.0.1'",
    );
    return rows.length > 0;
  });
  const stopped = own.stop();
  expect((await request).status).toBe(201);
  await stopped;
  await expect(fetch(`${own.url}/health/live`)).rejects.toThrow();
});
