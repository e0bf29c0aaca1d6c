import { afterEach, beforeEach, expect, test } from 'bun:test';
import { WhatsAppRefusal } from '../../../compose/providers/whatsapp/messages.ts';
import { startWhatsApp, type WhatsAppServer } from '../../../compose/providers/whatsapp/server.ts';
import { waitFor } from '../../../compose/test-kit/wait-for.ts';
import { useChannel } from '../test-kit/channel-test.ts';
import { content } from '../test-kit/platform.ts';
import { createWhatsApp } from './channel.ts';

const PAIR_MS = 100;
const ANA = '5511900001001';
const OPEN = { windowUntil: '2100-01-01T00:00:00Z' };
const template = {
  name: 'novo_andamento',
  language: 'pt_BR',
  variables: ['Ferreira\n x   Horizonte', '19/11'],
};

const channel = useChannel();
let whatsapp: WhatsAppServer;
beforeEach(() => {
  whatsapp = startWhatsApp({ redeliverMs: 50, limits: { perSecond: 80, pairMs: PAIR_MS } });
});
afterEach(() => whatsapp.stop());

async function start() {
  const { phoneNumberId, token, appSecret, verifyToken } = whatsapp;
  const started = await channel.start(createWhatsApp({ apiUrl: whatsapp.url, pairMs: PAIR_MS }), {
    settings: { phoneNumberId },
    secrets: { token, appSecret, verifyToken },
  });
  await waitFor('the webhook to verify', () => whatsapp.setWebhook(started.url).then(() => true));
  return started;
}

test('within the window text with buttons, outside of it the template, and without one another channel', async () => {
  const { send, message } = await start();
  whatsapp.write({ phone: ANA, userId: 'BR.abc123' }, '/processos');
  expect(await message(0)).toMatchObject({
    from: { chat: ANA, user: 'BR.abc123', phone: ANA, name: 'Ana' },
    command: { name: 'processos' },
  });
  const command = { name: 'ciente', input: { notification: 'ntf_1' } };
  const buttons = [{ label: 'Ciente', command }];
  await send({ id: 'open', address: { to: ANA }, ...OPEN, content: content({ buttons }) });
  await send({ id: 'closed', address: { to: '5511900002002' }, template });
  expect(whatsapp.sent.map(({ kind }) => kind)).toEqual(['interactive', 'template']);
  expect(whatsapp.sent[1]?.text).toBe('novo_andamento(Ferreira x Horizonte, 19/11)');
  const without = await send({ id: 'without', address: { to: '5511900002002' } });
  expect(without.error).toMatchObject({ class: 'switch', code: '131047' });
  const button = whatsapp.sent[0]?.buttons[0];
  whatsapp.press({ phone: ANA }, button?.id ?? '', button?.title ?? '');
  expect(await message(1)).toMatchObject({ text: 'Ciente', command });
});

test('a window that has closed meanwhile: the template goes instead', async () => {
  const { send } = await start();
  // The platform thinks that it is open, WhatsApp knows better.
  expect((await send({ id: 'ntf_1', address: { to: ANA }, ...OPEN, template })).state).toBe('sent');
  expect(whatsapp.sent.map(({ kind }) => kind)).toEqual(['template']);
});

test('a person without a phone is known and written to by the business-scoped user id', async () => {
  const { send, message } = await start();
  whatsapp.write({ userId: 'BR.abc123' }, 'Olá');
  const { from } = await message(0);
  expect(from).toMatchObject({ chat: 'BR.abc123', user: 'BR.abc123' });
  expect(from).not.toHaveProperty('phone');
  await send({ id: 'ntf_1', address: { to: from.chat }, ...OPEN });
  expect(whatsapp.sent[0]?.to).toBe('BR.abc123');
});

test('statuses come in any order, each once, with the cost; a failure with its class', async () => {
  const { send, platform } = await start();
  const { providerId = '' } = await send({ id: 'ntf_1', address: { to: ANA }, template });
  whatsapp.status(providerId, 'read', 'delivered', 'read', 'failed');
  const told = () => platform.receipts.filter(({ receipt }) => receipt.providerId === providerId);
  await waitFor('all of them', () => told().length >= 4);
  await whatsapp.idle();
  expect(told().map(({ receipt }) => receipt.state)).toEqual(['sent', 'read', 'delivered', 'failed']);
  expect(told()[1]?.receipt).toMatchObject({ id: 'ntf_1', cost: { category: 'utility', billable: true } });
  expect(told()[3]?.receipt.error).toMatchObject({ class: 'switch', code: '131026' });
});

test('a pair that is too fast waits, and then it goes', async () => {
  const { send } = await start();
  whatsapp.failNext(new WhatsAppRefusal(130429, 'Rate limit hit', 429));
  expect((await send({ id: 'ntf_1', address: { to: ANA }, template })).state).toBe('sent');
  expect(whatsapp.sent).toHaveLength(1);
}, 60_000);
