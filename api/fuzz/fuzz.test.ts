import { afterAll, beforeAll, describe, expect, test } from 'bun:test';
import { operationsOf } from '../openapi/sample.ts';
import type { RunningApi } from '../serve.ts';
import { startTestApi, type TestApi } from '../test-kit.ts';
import { fuzz } from './fuzz.ts';
import { serveFuzzed } from './serve.ts';
import { complaints } from './verdict.ts';

let api: TestApi;
let server: RunningApi;
beforeAll(async () => {
  // What a hostile answer would look like is the fuzzer's to say, not a schema's.
  api = await startTestApi({
    checkAnswers: false,
    streams: { heartbeatMs: 1_000, jobPollMs: 50, pollMs: 50 },
  });
  server = serveFuzzed(api);
});
afterAll(async () => {
  await server?.stop();
  await api?.release();
});

// The long run: bun run fuzz --requests 50000 --seed N
test('3,500 requests made from the document find nothing', async () => {
  const report = await fuzz(api, server.url, { requests: 3_500, seed: 1 });
  expect(report.findings.slice(0, 5)).toEqual([]);
  expect(api.logged.filter((line) => JSON.parse(line).level >= 50).slice(0, 3)).toEqual([]);
  // A fuzzer that is turned away at the door finds nothing.
  const { body: document } = await api.call('GET', '/swagger/json');
  const operations = operationsOf(document).map(({ operation }) => operation.operationId ?? '');
  const letIn = [...report.statuses].filter(([, counts]) =>
    [...counts.keys()].some((status) => status < 300),
  );
  expect([...report.statuses.keys()].sort()).toEqual(operations.sort());
  expect(letIn.length).toBeGreaterThan(operations.length * 0.8);
}, 300_000);

describe('a complaint is made', () => {
  const headers = {
    'content-type': 'application/problem+json',
    'x-content-type-options': 'nosniff',
    'content-security-policy': "default-src 'none'",
    'cache-control': 'no-store',
  };
  const problem = (detail: string) =>
    JSON.stringify({
      type: '/problems/x',
      status: 400,
      detail,
      errors: [{ location: 'body', message: 'm', fix: 'f' }],
    });
  const of = (
    status: number,
    text: string,
    more: Record<string, string> = {},
    pages: readonly number[] = [],
  ) =>
    complaints({ status, text, headers: new Headers({ ...headers, ...more }), ms: 1 }, ['marked123'], pages);
  const html = { 'content-type': 'text/html; charset=utf-8' };

  test.each([
    ['of a failure of ours', () => of(500, problem('x'))],
    ['of no answer', () => of(0, '')],
    ['of a stack trace', () => of(400, problem('at handle (/srv/app.ts:12:3)'))],
    ['of words of the database', () => of(400, problem('duplicate key value violates unique constraint'))],
    ['of what is another firm’s, in the body', () => of(200, '{"label":"marked123"}')],
    ['of what is another firm’s, in a header', () => of(200, '{}', { etag: '"marked123"' })],
    ['of a page where the document promises none', () => of(404, '<!doctype html>', html)],
    ['of a problem where the document promises a page', () => of(404, problem('x'), {}, [404])],
    ['of a page that is none', () => of(404, 'Bad', html, [404])],
    ['of an error that is no problem', () => of(400, 'Bad', { 'content-type': 'text/plain' })],
    [
      'of a problem that does not say what to do',
      () => of(400, problem('x').replace('"fix":"f"', '"fix":""')),
    ],
    ['of permission for other origins', () => of(200, '{}', { 'access-control-allow-origin': '*' })],
  ])('%s', (_, make) => {
    expect(make()).toHaveLength(1);
  });

  test('of nothing when all is well', () => {
    expect([of(200, '{}'), of(400, problem('Correct it.')), of(404, '')]).toEqual([[], [], []]);
    expect([of(404, '<!doctype html>', html, [404]), of(404, '', html, [404])]).toEqual([[], []]);
  });
});
