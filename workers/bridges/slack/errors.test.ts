import { expect, test } from 'bun:test';
import { ERROR_TABLE, toFailure } from './errors.ts';

const platform = (error: string) =>
  toFailure({ code: 'slack_webapi_platform_error', message: error, data: { error } });

test.each(
  Object.entries(ERROR_TABLE).flatMap(([decision, names]) => names.map((name) => [name, decision] as const)),
)('%s: %s', (name, decision) => {
  expect(platform(name)).toMatchObject({ class: decision as never, code: name });
});

test('no name is in two rows, and one that nobody knows is not tried again', () => {
  const names = Object.values(ERROR_TABLE).flat();
  expect(new Set(names).size).toBe(names.length);
  expect(platform('something_new').class).toBe('terminal');
});

test('429 waits as long as Retry-After says, all of the workspace', () => {
  const failure = toFailure({ code: 'slack_webapi_rate_limited_error', message: 'limited', retryAfter: 30 });
  expect(failure).toMatchObject({ class: 'retry', retryAfterMs: 30_000, scope: 'connection' });
});

test('without an answer of Slack it is tried again', () => {
  expect(toFailure({ code: 'slack_webapi_request_error', message: 'reset' }).class).toBe('retry');
});
