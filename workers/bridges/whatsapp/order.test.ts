import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'bun:test';
import { join } from 'node:path';
import { startWhatsApp, type WhatsAppServer } from '../../../compose/providers/whatsapp/server.ts';
import { freePort } from '../../../compose/test-kit/free-port.ts';
import { acquireNats, type TestNats } from '../../../compose/test-kit/nats.ts';
import { waitFor } from '../../../compose/test-kit/wait-for.ts';
import { startBridge, type TestBridge } from '../test-kit/bridge.ts';
import { content, KEYS_TEXT, type Platform, startPlatform } from '../test-kit/platform.ts';
import { QUICK_PAIR_MS } from '../test-kit/quick-whatsapp.ts';
import { createWhatsApp } from './channel.ts';

/** Many times what waits in an adapter for one chat. */
const MESSAGES = 300;
const [ANA, BIA] = ['5511900001001', '5511900002002'];
const SLOW = { withinMs: 120_000, everyMs: 50 };

let nats: TestNats;
let platform: Platform;
let whatsapp: WhatsAppServer;
let bridge: TestBridge | undefined;
beforeAll(async () => {
  nats = await acquireNats();
});
beforeEach(async () => {
  let count = 0;
  whatsapp = startWhatsApp({
    redeliverMs: 50,
    limits: { perSecond: 1_000, pairMs: QUICK_PAIR_MS },
    onSent() {
      if (++count % TROUBLE_EVERY === 0) whatsapp.failNext(Math.random() < 0.5 ? 'unavailable' : 'lost');
    },
  });
  for (const person of [ANA, BIA]) whatsapp.openWindow(person);
  platform = await startPlatform(nats, 'whatsapp');
});
afterEach(async () => {
  await bridge?.stop();
  bridge = undefined;
  await platform.close();
  await whatsapp.stop();
});
afterAll(() => nats.release());

async function connect(version = 1): Promise<void> {
  const { phoneNumberId, token, appSecret, verifyToken } = whatsapp;
  const settings = { phoneNumberId, messagesPerSecond: '200' };
  await platform.tell({ id: 'con_1', settings, version }, { token, appSecret, verifyToken });
}

async function sendAll(): Promise<void> {
  for (let i = 0; i < MESSAGES; i++)
    await platform.send({
      id: `ntf_${i}`,
      address: { to: i % 10 === 9 ? BIA : ANA },
      windowUntil: '2100-01-01T00:00:00Z',
      content: content({ title: String(i).padStart(4, '0') }),
    });
}

/** Numbers in the order in which somebody saw them first. */
function seenBy(person: string): number[] {
  const numbers = whatsapp.sent
    .filter(({ to }) => to === person)
    .map(({ text }) => Number(text.replaceAll('*', '')));
  return [...new Set(numbers)];
}
const all = () => seenBy(ANA).length + seenBy(BIA).length === MESSAGES;
function expectOrder(): void {
  for (const person of [ANA, BIA]) expect(seenBy(person)).toEqual(seenBy(person).sort((a, b) => a - b));
}

/** Of every so many messages one is not answered: it has arrived all the same, or it has not. */
const TROUBLE_EVERY = 40;

test('hundreds of messages wait: each chat sees its own in order, whatever fails and however often its lanes are made anew', async () => {
  const channel = { ...createWhatsApp({ apiUrl: whatsapp.url, pairMs: QUICK_PAIR_MS }), settleMs: 1_000 };
  await connect();
  await sendAll();
  bridge = await startBridge(nats, channel);
  await waitFor('some of them', () => whatsapp.sent.length > 30, SLOW);
  await connect(2);
  await waitFor('more of them', () => whatsapp.sent.length > 120, SLOW);
  await nats.kill9();
  await nats.restart();
  await waitFor('all of them', all, SLOW);
  expectOrder();
  expect(await bridge.metrics()).toMatch(/lux_bridge_deferred_total\{channel="whatsapp"\} [1-9]/);
}, 240_000);

test('killed again and again: the successor goes on where the order was', async () => {
  const port = await freePort();
  const start = () =>
    Bun.spawn([process.execPath, join(import.meta.dir, '../test-kit/quick-whatsapp.ts')], {
      env: {
        PATH: process.env.PATH ?? '',
        SEALING_KEYS: KEYS_TEXT,
        LOG_LEVEL: 'fatal',
        NATS_WHATSAPP_URL: nats.urls['bridge-whatsapp'],
        WHATSAPP_PORT: String(port),
        WHATSAPP_API_URL: whatsapp.url,
      },
      stdio: ['ignore', 'ignore', 'inherit'],
    });
  await connect();
  await sendAll();
  let running = start();
  try {
    for (const count of [15, 90, 200]) {
      await waitFor(`${count} messages`, () => whatsapp.sent.length >= count, SLOW);
      running.kill('SIGKILL');
      await running.exited;
      running = start();
    }
    await waitFor('all of them', all, SLOW);
  } finally {
    running.kill('SIGKILL');
    await running.exited;
  }
  expectOrder();
}, 240_000);
