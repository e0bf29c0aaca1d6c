import { expect, test } from 'bun:test';
import { toFailure } from './smtp-errors.ts';

test.each([
  ['550 5.1.1 User unknown', 'disable-link'],
  ['550 5.1.10 RESOLVER.ADR.RecipientNotFound', 'disable-link'],
  ['550 5.2.1 Mailbox disabled', 'disable-link'],
  ['552 5.2.2 Mailbox full', 'switch'],
  ['552 5.3.4 Message too big', 'terminal'],
  ['550 5.7.1 Message rejected as spam', 'switch'],
  ['550 5.7.26 Unauthenticated mail', 'switch'],
  ['535 5.7.8 Bad credentials', 'disable-connection'],
  ['553 5.1.8 Sender address rejected', 'disable-connection'],
  ['550 5.4.1 Relay access denied', 'switch'],
  ['451 4.7.1 Greylisted', 'retry'],
  ['452 4.2.2 Mailbox full for now', 'retry'],
  ['550 No such user here', 'disable-link'],
  ['553 Mailbox name not allowed', 'disable-link'],
  ['554 Transaction failed', 'switch'],
  ['552 Message size exceeds limit', 'terminal'],
  ['552 Quota', 'switch'],
  ['530 Authentication required', 'disable-connection'],
  ['501 Syntax error', 'terminal'],
  ['421 Closing', 'retry'],
] as const)('%s: %s', (response, decision) => {
  const failure = toFailure({
    code: 'EENVELOPE',
    responseCode: Number(response.slice(0, 3)),
    response,
    message: response,
  });
  expect(failure.class).toBe(decision);
});

test('without a reply it is tried again; without a safe connection never', () => {
  expect(toFailure({ code: 'ETIMEDOUT', message: 'timeout' })).toMatchObject({
    class: 'retry',
    scope: 'connection',
  });
  expect(toFailure({ code: 'ETLS', message: 'no STARTTLS' }).class).toBe('disable-connection');
});

test.each([
  ['421 4.7.28 Sending rate exceeded', 'connection'],
  ['421 Closing', 'connection'],
  ['450 4.7.1 Too many messages from your host', 'connection'],
  ['452 4.5.3 Throttled', 'connection'],
  ['450 4.2.1 The user is receiving mail at a rate that prevents more', 'chat'],
  ['451 4.7.1 Greylisted', 'chat'],
  ['452 4.2.2 Mailbox full for now', 'chat'],
  ['452 mailbox over quota', 'chat'],
  ['450 Rate limit for this recipient exceeded', 'chat'],
  ['452 The user has reached their quota', 'chat'],
  ['451 Message of the corporate system, generated anew, is unlimited', 'chat'],
  ['450 Too many messages, try later, user', 'connection'],
  ['452 Too many connections of this user', 'connection'],
  ['421 Service not available to this user', 'connection'],
  ['451 Rate-limited', 'connection'],
  ['452 Sending quota exceeded', 'connection'],
] as const)('%s: the %s waits', (response, scope) => {
  const failure = toFailure({ responseCode: Number(response.slice(0, 3)), response, message: response });
  expect(failure).toMatchObject({ class: 'retry', scope, retryAfterMs: 60_000 });
});
