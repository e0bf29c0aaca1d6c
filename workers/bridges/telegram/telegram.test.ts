import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'bun:test';
import { startTelegram, type TelegramServer } from '../../../compose/providers/telegram/server.ts';
import { acquireNats, type TestNats } from '../../../compose/test-kit/nats.ts';
import { waitFor } from '../../../compose/test-kit/wait-for.ts';
import { startBridge, type TestBridge } from '../test-kit/bridge.ts';
import { content, type Platform, startPlatform } from '../test-kit/platform.ts';
import { createTelegram } from './channel.ts';

let nats: TestNats;
let platform: Platform;
let telegram: TelegramServer;
let bridge: TestBridge;

beforeAll(async () => {
  nats = await acquireNats();
});
afterAll(() => nats.release());
beforeEach(async () => {
  platform = await startPlatform(nats, 'telegram');
  telegram = startTelegram();
  bridge = await startBridge(nats, createTelegram({ apiRoot: telegram.url }));
  await platform.tell({ id: 'con_1' }, { token: telegram.token });
});
afterEach(async () => {
  await bridge.stop();
  await telegram.stop();
  await platform.tell({ id: 'con_1', status: 'removed', version: 9 });
  await platform.close();
});

test('a message goes out, and what the person answers and presses comes in', async () => {
  telegram.chats.write(1001, '/start token_1');
  const start = await waitFor('the start', () => platform.messages[0]);
  expect(start).toMatchObject({
    connection: 'con_1',
    message: {
      from: { chat: '1001', user: '1001' },
      private: true,
      command: { name: 'start', argument: 'token_1' },
    },
  });
  const command = { name: 'ciente', input: { notification: 'ntf_1' } };
  await platform.send({
    id: 'ntf_1',
    content: content({
      title: 'Sentença <b>& mais',
      facts: [['Tribunal', 'TJSP']],
      buttons: [{ label: 'Ciente', command }],
    }),
  });
  const { receipt } = await waitFor('the receipt', () => platform.receipts[0]);
  expect(receipt).toMatchObject({ id: 'ntf_1', state: 'sent', providerId: expect.stringMatching(/^\d+$/) });
  const [message] = telegram.sent;
  expect(message?.text).toBe('Sentença <b>& mais\n\nTribunal: TJSP');
  telegram.chats.press(1001, message?.message_id ?? 0, message?.buttons[0]?.callback_data ?? '');
  const press = await waitFor('the press', () => platform.messages[1]);
  expect(press.message.command).toEqual(command);
});
