import { expect, test } from 'bun:test';
import { Webhook } from 'standardwebhooks';
import { newSecret, newSigningKeyPair, signatureHeaders } from '../../actors/notifier/webhook/sign.ts';
import { refusal } from './verify.ts';

const secret = newSecret();
const body = '{"type":"movement.detected","data":{"name":"Decisão"}}';

function signed(keys: string[], attemptedAt = new Date()): Headers {
  return new Headers(signatureHeaders({ id: 'whd_1', attemptedAt, body }, keys));
}

test('takes what the platform signed, also during a rotation', () => {
  expect(refusal(signed([secret]), body, secret)).toBeUndefined();
  const { privateKey } = newSigningKeyPair();
  expect(refusal(signed([newSecret(), privateKey, secret]), body, secret)).toBeUndefined();
});

test('takes what the reference implementation signed', () => {
  const at = new Date();
  const headers = new Headers({
    'webhook-id': 'whd_1',
    'webhook-timestamp': String(Math.floor(at.getTime() / 1_000)),
    'webhook-signature': new Webhook(secret).sign('whd_1', at, body),
  });
  expect(refusal(headers, body, secret)).toBeUndefined();
});

test('refuses other bodies, secrets and ids, and what is not signed at all', () => {
  expect(refusal(signed([secret]), `${body} `, secret)).toBeString();
  expect(refusal(signed([newSecret()]), body, secret)).toBeString();
  const other = signed([secret]);
  other.set('webhook-id', 'whd_2');
  expect(refusal(other, body, secret)).toBeString();
  expect(refusal(new Headers(), body, secret)).toBeString();
});

test.each([[-301], [301]])('refuses a message %d seconds from now', (seconds) => {
  expect(refusal(signed([secret], new Date(Date.now() + seconds * 1_000)), body, secret)).toBeString();
});

test('refuses a date that is none', () => {
  const headers = signed([secret]);
  headers.set('webhook-timestamp', 'soon');
  expect(refusal(headers, body, secret)).toBeString();
});
