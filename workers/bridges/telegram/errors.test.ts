import { expect, test } from 'bun:test';
import { toFailure } from './errors.ts';

test.each([
  [401, 'Unauthorized', 'disable-connection'],
  [404, 'Not Found', 'disable-connection'],
  [403, 'Forbidden: bot was blocked by the user', 'disable-link'],
  [403, 'Forbidden: user is deactivated', 'disable-link'],
  [403, 'Forbidden: bot was kicked from the supergroup chat', 'disable-link'],
  [400, 'Bad Request: chat not found', 'disable-link'],
  [400, 'Bad Request: not enough rights to send text messages to the chat', 'switch'],
  [400, "Bad Request: can't parse entities: Unsupported start tag", 'terminal'],
  [400, 'Bad Request: message is too long', 'terminal'],
  [413, 'Request Entity Too Large', 'terminal'],
  [429, 'Too Many Requests: retry after 5', 'retry'],
  [409, 'Conflict: terminated by other getUpdates request', 'retry'],
  [500, 'Internal Server Error', 'retry'],
  [502, 'Bad Gateway', 'retry'],
] as const)('%i %s: %s', (error_code, description, decision) => {
  expect(toFailure({ error_code, description }, '1001').class).toBe(decision);
});

test('waits as long as it is told: a group by itself, a person’s chat with the whole bot', () => {
  const refusal = { error_code: 429, description: 'Too Many Requests', parameters: { retry_after: 7 } };
  expect(toFailure(refusal, '-100')).toMatchObject({ retryAfterMs: 7_000, scope: 'chat' });
  expect(toFailure(refusal, '1001')).toMatchObject({ retryAfterMs: 7_000, scope: 'connection' });
});
