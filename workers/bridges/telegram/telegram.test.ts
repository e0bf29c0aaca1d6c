import { afterEach, beforeEach, expect, test } from 'bun:test';
import { replyId } from '../../../actors/contracts/people.ts';
import { Refusal } from '../../../compose/providers/telegram/bot-api.ts';
import { startTelegram, type TelegramServer } from '../../../compose/providers/telegram/server.ts';
import { freePort } from '../../../compose/test-kit/free-port.ts';
import { waitFor } from '../../../compose/test-kit/wait-for.ts';
import { useChannel } from '../test-kit/channel-test.ts';
import { content } from '../test-kit/platform.ts';
import { createTelegram } from './channel.ts';

const channel = useChannel();
let telegram: TelegramServer;
beforeEach(() => {
  telegram = startTelegram({ redeliverMs: 50 });
  telegram.chats.chat(1_001).started = true;
});
afterEach(() => telegram.stop());

const start = (publicUrl?: string) =>
  channel.start(createTelegram({ apiRoot: telegram.url }), { secrets: { token: telegram.token } }, publicUrl);

test('polling, a deep link comes as a command, and a press with what the button carried', async () => {
  const { send, message } = await start();
  telegram.chats.write(1_001, '/start token_1');
  expect(await message(0)).toMatchObject({
    from: { chat: '1001', user: '1001', name: 'Ana' },
    private: true,
    command: { name: 'start', argument: 'token_1' },
  });
  // Longer than the 64 bytes that a button may carry.
  const command = { name: 'ciente', input: { notification: `ntf_${'x'.repeat(80)}` } };
  await send({ id: 'ntf_1', content: content({ buttons: [{ label: 'Ciente', command }] }) });
  const [sent] = telegram.sent;
  telegram.chats.press(1_001, sent?.message_id ?? 0, sent?.buttons[0]?.callback_data ?? '');
  expect((await message(1)).command).toEqual(command);
});

test('what the platform has not heard is fetched again, what it has heard is not', async () => {
  const { message, platform } = await start();
  telegram.chats.write(1_001, 'um');
  telegram.chats.write(1_001, 'dois');
  expect((await message(1)).text).toBe('dois');
  await waitFor('Telegram to forget them', () => telegram.chats.pending().length === 0);
  expect(platform.messages).toHaveLength(2);
});

test('reached by the world, the bot is called by Telegram and checks its secret', async () => {
  const port = await freePort();
  // What stands before an adapter and gives it to the world.
  let url = '';
  const proxy = Bun.serve({
    port,
    fetch: async (request) =>
      fetch(url, { method: 'POST', headers: request.headers, body: await request.arrayBuffer() }),
  });
  try {
    const started = await start(`http://127.0.0.1:${port}`);
    url = started.url;
    await waitFor('the webhook', () => telegram.webhook());
    expect(telegram.webhook()?.url).toBe(`http://127.0.0.1:${port}/telegram/con_1`);
    telegram.chats.write(1_001, '/ajuda@direitolux_bot');
    expect((await started.message(0)).command).toEqual({ name: 'ajuda' });
  } finally {
    await proxy.stop(true);
  }
});

test('who blocks the bot has left', async () => {
  const { send, message } = await start();
  telegram.chats.block(1_001);
  expect(await message(0)).toMatchObject({ left: true, from: { chat: '1001' } });
  expect((await send({ id: 'ntf_1' })).error?.class).toBe('disable-link');
});

test('the bot says what it is called when it opens, and again with another token', async () => {
  const first = telegram.token;
  const second = '1000001:another-token-of-direito-lux';
  await telegram.stop();
  telegram = startTelegram({ bots: { [first]: 'antes_bot', [second]: 'depois_bot' } });
  const { platform } = await start();
  const said = () => platform.standings.map(({ standing }) => [standing.version, standing.username]);
  await waitFor('its name', () => said().length === 1);
  await platform.tell({ id: 'con_1', version: 2 }, { token: second });
  await waitFor('its new name', () => said().length === 2);
  expect(said()).toEqual([
    [1, 'antes_bot'],
    [2, 'depois_bot'],
  ]);
});

test('a token that was revoked is told as the end of the connection, without waiting for a message', async () => {
  telegram.revoke(telegram.token);
  const { platform } = await start();
  const { standing } = await waitFor('the word', () => platform.standings[0]);
  expect(standing).toMatchObject({ version: 1, ended: { code: '401', detail: expect.any(String) } });
});

test('an update that makes no sense is counted, and does not keep the ones behind it from coming', async () => {
  const { message, metrics } = await start();
  const odd = telegram.chats.write(1_001, 'do futuro');
  Object.assign(odd.message as object, { date: 9_999_999_999_999 });
  telegram.chats.write(1_001, 'de agora');
  expect((await message(0)).text).toBe('de agora');
  expect(await metrics()).toContain('reason="bad-time"} 1');
});

test('told to wait, it waits and sends; the platform hears of the sent one only', async () => {
  const { send } = await start();
  telegram.failNext(new Refusal(429, 'Too Many Requests: retry after 1', { retry_after: 1 }));
  expect((await send({ id: 'ntf_1' })).state).toBe('sent');
  expect(telegram.sent).toHaveLength(1);
});

test('a group that became a supergroup is written to where it is now', async () => {
  const { send } = await start();
  telegram.chats.chat(-5).migratedTo = -1_005;
  telegram.chats.chat(-1_005);
  expect((await send({ id: 'ntf_1', address: { to: '-5' } })).state).toBe('sent');
  expect(telegram.sent[0]?.chat).toBe(-1_005);
});

test('a button to this machine, which Telegram would refuse, is written out', async () => {
  const { send } = await start();
  const buttons = [{ label: 'Abrir', url: 'http://127.0.0.1:3000/x' }];
  expect((await send({ id: 'ntf_1', content: content({ buttons }) })).state).toBe('sent');
  expect(telegram.sent[0]?.text).toContain('Abrir: http://127.0.0.1:3000/x');
});

test('an answer waits for no backlog of notices of its firm, not even for those of its chat', async () => {
  // More than the adapter takes in at once, at the bot's thirty a second.
  const notices = 400;
  for (let i = 0; i < notices; i++) telegram.chats.chat(2_000 + i).started = true;
  const { platform } = await start();
  const to = (chat: number) => ({ address: { to: String(chat) } });
  for (let i = 0; i < notices; i++) await platform.send({ id: `ntf_${i}`, ...to(2_000 + i) });
  await waitFor('the first of them', () => telegram.sent.length > 0);
  const id = replyId('ten_a', 'msg_1');
  await platform.send({ id, ...to(2_000 + notices - 1), content: content({ title: 'Resposta' }) });
  const place = await waitFor('the answer', () => {
    const found = telegram.sent.findIndex(({ text }) => text.includes('Resposta'));
    return found >= 0 && found;
  });
  expect(place).toBeLessThan(notices / 2);
  expect(telegram.meter.breaches).toBe(0);
});
