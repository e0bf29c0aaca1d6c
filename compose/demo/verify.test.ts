import { expect, test } from 'bun:test';
import { createHmac } from 'node:crypto';
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

test.each(['', 'whsec_', 'whsec_====', 'whsec_AAAA', undefined])(
  'takes nothing while the secret is %p: everybody could sign with that',
  (none) => {
    const key = Buffer.from((none ?? '').replace(/^whsec_/, ''), 'base64');
    const seconds = String(Math.floor(Date.now() / 1_000));
    const value = createHmac('sha256', key).update(`whd_1.${seconds}.${body}`).digest('base64');
    const headers = new Headers({
      'webhook-id': 'whd_1',
      'webhook-timestamp': seconds,
      'webhook-signature': `v1,${value}`,
    });
    expect(refusal(headers, body, none ?? '')).toBeString();
  },
);

test('refuses a date that is none', () => {
  const headers = signed([secret]);
  headers.set('webhook-timestamp', 'soon');
  expect(refusal(headers, body, secret)).toBeString();
});
