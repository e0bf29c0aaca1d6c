import { afterEach, beforeEach, expect, test } from 'bun:test';
import { WhatsAppRefusal } from '../../../compose/providers/whatsapp/messages.ts';
import { ACCOUNT, startWhatsApp, type WhatsAppServer } from '../../../compose/providers/whatsapp/server.ts';
import { waitFor } from '../../../compose/test-kit/wait-for.ts';
import type { Channel } from '../kit/channel.ts';
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

async function start(over: Partial<Channel> = {}) {
  const { phoneNumberId, token, appSecret, verifyToken } = whatsapp;
  const made = { ...createWhatsApp({ apiUrl: whatsapp.url, pairMs: PAIR_MS }), ...over };
  const started = await channel.start(made, {
    settings: { phoneNumberId, accountId: ACCOUNT },
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
  expect(whatsapp.sent[1]?.text).toStartWith('Seu processo Ferreira x Horizonte teve uma novidade: 19/11.');
  const without = await send({ id: 'without', address: { to: '5511900002002' } });
  expect(without.error).toMatchObject({ class: 'switch', code: '131047' });
  const button = whatsapp.sent[0]?.buttons[0];
  whatsapp.press({ phone: ANA }, button?.id ?? '', button?.title ?? '');
  expect(await message(1)).toMatchObject({ text: 'Ciente', command });
});

test('a window that has closed meanwhile: the template goes instead, and the platform hears that it did', async () => {
  const { send } = await start();
  // The platform thinks that it is open, WhatsApp knows better.
  const receipt = await send({ id: 'ntf_1', address: { to: ANA }, ...OPEN, template });
  expect(receipt).toMatchObject({ state: 'sent', form: 'template' });
  expect(whatsapp.sent.map(({ kind }) => kind)).toEqual(['template']);
  whatsapp.openWindow(ANA);
  expect(await send({ id: 'ntf_2', address: { to: ANA }, ...OPEN, template })).not.toHaveProperty('form');
});

test('what stands in the variables of a template is cut and cleaned so that WhatsApp takes it', async () => {
  const { send } = await start();
  const odd = ['*Ferreira*\n\tx     \u2028Horizonte\u0007 ', 'longo '.repeat(170)];
  const receipt = await send({
    id: 'ntf_1',
    address: { to: ANA },
    template: { ...template, variables: odd },
  });
  expect(receipt.state).toBe('sent');
  expect(whatsapp.sent[0]?.text).toStartWith('Seu processo ∗Ferreira∗ x Horizonte teve');
  expect(whatsapp.sent[0]?.text.length).toBeLessThanOrEqual(1_024);
});

test('a template that goes out late says so, however much it has to be cut', async () => {
  const { send } = await start();
  const late = { after: '2026-11-25T13:00:00Z', text: 'Aviso atrasado: foi escrito em 25/11/2026 às 09:00.' };
  const variables = ['longo '.repeat(170), 'longo '.repeat(170)];
  await send({
    id: 'ntf_1',
    address: { to: ANA },
    late,
    template: { ...template, variables, lateIn: 1 },
  });
  expect(whatsapp.sent[0]?.text).toContain(`teve uma novidade: ${late.text} longo`);
  expect(whatsapp.sent[0]?.text.length).toBeLessThanOrEqual(1_024);
});

test.each([
  ['the wrong number of variables', { variables: ['Ferreira'] }, '132000'],
  ['another language', { language: 'en_US' }, '132001'],
])('a template with %s is refused, and the message goes by another channel', async (_, wrong, code) => {
  const { send } = await start();
  const receipt = await send({ id: 'ntf_1', address: { to: ANA }, template: { ...template, ...wrong } });
  expect(receipt.error).toMatchObject({ class: 'switch', code });
});

test('an account that is gone ends the connection; another one’s end, and a number that is rated anew, do not', async () => {
  const { platform } = await start();
  whatsapp.accountUpdate({ event: 'ACCOUNT_DELETED' }, '999');
  whatsapp.accountUpdate({ event: 'VERIFIED_ACCOUNT' });
  whatsapp.accountUpdate({ event: 'DISABLED_UPDATE', ban_info: { waba_ban_state: 'SCHEDULE_FOR_DISABLE' } });
  whatsapp.accountUpdate({ event: 'DISABLED_UPDATE', ban_info: { waba_ban_state: 'DISABLE' } });
  await whatsapp.idle();
  await waitFor('the word', () => platform.standings.length > 0);
  expect(platform.standings).toHaveLength(1);
  expect(platform.standings[0]?.standing).toMatchObject({ version: 1, ended: { code: 'DISABLED_UPDATE' } });
  expect(whatsapp.answers).toEqual([200, 200, 200, 200]);
});

test('an answer that is lost: WhatsApp tells by itself that it has the message, and it is not sent again', async () => {
  const { send } = await start();
  whatsapp.openWindow(ANA);
  whatsapp.failNext('lost');
  const receipt = send({ id: 'ntf_1', address: { to: ANA }, ...OPEN });
  const { id } = await waitFor('the message', () => whatsapp.sent[0]);
  // Later than any other failure would have been tried again.
  await Bun.sleep(2_500);
  whatsapp.status(id, 'delivered');
  expect(['sent', 'delivered']).toContain((await receipt).state);
  // Behind it in the same chat: it goes when the first one is settled.
  await send({ id: 'ntf_2', address: { to: ANA }, ...OPEN });
  expect(whatsapp.sent.map(({ opaque }) => opaque)).toEqual(['ntf_1', 'ntf_2']);
});

test('an answer that is lost, and no status: after a while it is sent again', async () => {
  const { send } = await start({ settleMs: 1_000 });
  whatsapp.openWindow(ANA);
  whatsapp.failNext('lost');
  expect((await send({ id: 'ntf_1', address: { to: ANA }, ...OPEN })).state).toBe('sent');
  expect(whatsapp.sent.map(({ opaque }) => opaque)).toEqual(['ntf_1', 'ntf_1']);
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
