import { expect, test } from 'bun:test';
import { openConnectionSecrets } from '../actors/contracts/connection-secrets.ts';
import { parseSealingKeys } from '../actors/contracts/sealing.ts';
import { platformConnections } from './platform-connections.ts';

const keys = parseSealingKeys(`k1:${Buffer.alloc(32, 3).toString('base64')}`);
const TELEGRAM_BOT_TOKEN = '123456:a-token-of-some-length-here';
const SMTP_FROM = 'avisos@lux.example';

test('a bot and a mail server of the environment are connections of the platform, their secrets sealed', () => {
  const SMTP_URL = 'smtps://lux%40adv:se%2Fnha@mail.example';
  const [telegram, email] = platformConnections({ TELEGRAM_BOT_TOKEN, SMTP_URL, SMTP_FROM }, keys, 5);
  expect(telegram).toMatchObject({
    id: 'platform-telegram',
    channel: 'telegram',
    version: 5,
    status: 'active',
  });
  expect(telegram).not.toHaveProperty('tenant');
  expect(JSON.stringify([telegram, email])).not.toContain('a-token');
  expect(openConnectionSecrets(keys, telegram as never)).toEqual({ token: TELEGRAM_BOT_TOKEN });
  expect(email?.settings).toEqual({
    host: 'mail.example',
    port: '465',
    security: 'tls',
    from: SMTP_FROM,
    user: 'lux@adv',
  });
  expect(openConnectionSecrets(keys, email as never)).toEqual({ password: 'se/nha' });
});

test('what the environment gives no more is removed', () => {
  const told = platformConnections({ SMTP_FROM }, keys, 6);
  expect(told.map(({ status }) => status)).toEqual(['removed', 'removed']);
});

test('secrets moved to another connection or firm do not open', () => {
  const [telegram] = platformConnections({ TELEGRAM_BOT_TOKEN, SMTP_FROM }, keys, 1);
  expect(() => openConnectionSecrets(keys, { ...telegram, id: 'con_2' } as never)).toThrow(
    'belongs elsewhere',
  );
  expect(() => openConnectionSecrets(keys, { ...telegram, tenant: 'ten_b' } as never)).toThrow(
    'belongs elsewhere',
  );
});
