import { afterAll, beforeAll, expect, test } from 'bun:test';
import { Registry } from 'prom-client';
import { createPool } from '../../db/pool.ts';
import { createApi } from '../app.ts';
import { startTestApi, TEST_LIMITS, type TestApi } from '../test-kit.ts';
import { languageOf } from './language.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
});
afterAll(() => api.release());

const TOKEN =
  'ten_01kb0v5zq8e3n9t2h4x6m7r8sa.ntf_01kb0v5zq8e3n9t2h4x6m7r8sa.MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3';
const PAGES = [`/case/${TOKEN}`, `/acknowledge/${TOKEN}`, `/unsubscribe/${TOKEN}`];

/** What a browser is shown by an app that differs from the test's in `changes`. */
async function browse(
  path: string,
  { changes = {}, headers = {}, ...init }: RequestInit & { changes?: object },
) {
  const app = createApi({ ...api.parts, ...changes, metrics: new Registry() });
  const ask = () => app.handle(new Request(`http://localhost${path}`, { headers, ...init }));
  return { ask, ...(await told(await ask())) };
}

async function told(response: Response) {
  const { status, headers } = response;
  return { status, headers, type: headers.get('content-type'), text: await response.text() };
}

test('who opens pages too often is told on a page when to come back', async () => {
  const limits = { ...TEST_LIMITS, address: { name: 'address', limit: 1, windowSeconds: 3_600 } };
  for (const path of PAGES) {
    const now = () => Date.parse('2026-11-26T10:15:00Z');
    const first = await browse(path, { changes: { limits, now, addressOf: () => path } });
    const { status, headers, type, text } = await told(await first.ask());
    expect([path, status, type]).toEqual([path, 429, 'text/html; charset=utf-8']);
    expect(headers.get('retry-after')).toBe('2700');
    expect(headers.get('ratelimit')).toContain('"address";r=0');
    expect(headers.get('content-security-policy')).toContain("style-src 'sha256-");
    expect(headers.get('cache-control')).toBe('no-store');
    expect(text).toContain('<html lang="pt-BR">');
    expect(text).toContain('de novo em 45 minutos');
    expect(text).toContain(headers.get('x-request-id') ?? 'an id');
  }
});

test('a defect and a database that is away are a page as well, which says nothing of what is inside', async () => {
  const openCaseLink = () => {
    throw new Error('secret of the house');
  };
  const broken = await browse(PAGES[0] ?? '', { changes: { openCaseLink } });
  expect([broken.status, broken.type]).toEqual([500, 'text/html; charset=utf-8']);
  expect(broken.text).toContain('A falha é nossa');
  expect(broken.text).not.toContain('secret of the house');
  const pool = createPool({ url: 'postgres://x@127.0.0.1:1/x', name: 'away', max: 1, onError: () => {} });
  try {
    const away = await browse(PAGES[2] ?? '', { changes: { pool }, method: 'POST' });
    expect([away.status, away.type, away.headers.get('retry-after')]).toEqual([
      503,
      'text/html; charset=utf-8',
      '5',
    ]);
    expect(away.text).toContain('de novo em 5 s');
  } finally {
    await pool.end();
  }
});

test.each([
  ['a path that holds %00', 'GET', '/case/x%00', {}, 400],
  ['a query that nobody asked for', 'GET', `/case/${TOKEN}?x=1`, {}, 400],
  ['a link that is none', 'GET', '/case/x', {}, 404],
  ['a link that was cut off', 'GET', '/case/', {}, 404],
  ['a link that was cut off sooner', 'GET', '/case', {}, 404],
  ['a link of another kind that is none', 'GET', `/acknowledge/${TOKEN}`, {}, 404],
  ['a form of another kind', 'POST', '/case/x', { 'content-type': 'application/json' }, 415],
  ['a key that is none', 'POST', '/case/x', { 'idempotency-key': 'á' }, 400],
])('%s gets a page', async (_, method, path, headers, status) => {
  const body = method === 'POST' ? '{}' : undefined;
  const type = method === 'POST' ? { 'content-type': 'application/x-www-form-urlencoded' } : {};
  const answer = await browse(path, {
    method,
    body,
    headers: { ...type, ...headers } as Record<string, string>,
  });
  expect([answer.status, answer.type]).toEqual([status, 'text/html; charset=utf-8']);
  expect(answer.text).toStartWith('<!doctype html>');
});

test('programs get problems, also where a browser asks', async () => {
  for (const [method, path] of [
    ['GET', '/v1/tenant'],
    ['DELETE', '/case/x'],
    ['GET', '/cases'],
    ['GET', '/'],
    ['GET', '/case/a/b'],
    // HTML for a program that has credentials.
    ['POST', '/v1/report-templates/rtp_01kb0v5zq8e3n9t2h4x6m7r8sa/preview'],
  ] as const) {
    const { type } = await browse(path, { method, headers: { accept: 'text/html' } });
    expect([path, type]).toEqual([path, 'application/problem+json']);
  }
});

test.each([
  [undefined, 'pt-BR'],
  ['pt-BR,pt;q=0.9,en-US;q=0.8,en;q=0.7', 'pt-BR'],
  ['en-US,en;q=0.9', 'en'],
  ['en-GB;q=0.9, pt;q=0.5', 'en'],
  ['de, *;q=0.5', 'pt-BR'],
  ['en;q=x', 'pt-BR'],
  ['enx, pt-PT;q=0.1', 'pt-BR'],
] as const)('a browser that asks for %p reads %s', (wanted, language) => {
  const headers: Record<string, string> = wanted ? { 'accept-language': wanted } : {};
  expect(languageOf(new Request('http://localhost/', { headers }))).toBe(language);
});

test('an English browser gets the page in English', async () => {
  const { text } = await browse('/case/x', { headers: { 'accept-language': 'en-US' } });
  expect(text).toContain('<html lang="en">');
  expect(text).toContain('There is no such link');
});
