import { Refusal } from '../../../compose/providers/telegram/bot-api.ts';
import { startTelegram } from '../../../compose/providers/telegram/server.ts';
import { hmacHex } from '../kit/signature.ts';
import { describeChannel } from '../test-kit/conformance.ts';
import { createTelegram } from './channel.ts';

const REFUSALS = {
  terminal: new Refusal(400, "Bad Request: can't parse entities"),
  switch: new Refusal(400, 'Bad Request: not enough rights to send text messages to the chat'),
  'disable-link': new Refusal(403, 'Forbidden: bot was blocked by the user'),
  'disable-connection': new Refusal(401, 'Unauthorized'),
  unavailable: 'unavailable',
} as const;

describeChannel('telegram', async () => {
  const telegram = startTelegram({ redeliverMs: 100 });
  const person = (number: number) => {
    const chat = telegram.chats.chat(1_000 + number);
    chat.started = true;
    return String(chat.id);
  };
  const secret = { 'x-telegram-bot-api-secret-token': hmacHex(telegram.token, 'webhook-secret-token') };
  const post = (body: string, headers: Record<string, string> = secret): RequestInit => ({
    method: 'POST',
    headers,
    body,
  });
  const parsed = {
    update_id: 5,
    message: {
      message_id: 7,
      date: Math.floor(Date.now() / 1_000),
      chat: { id: 1_001, type: 'private' },
      from: { id: 1_001 },
      text: 'De novo',
    },
  };
  const update = JSON.stringify(parsed);
  return {
    channel: createTelegram({ apiRoot: telegram.url }),
    variables: { TELEGRAM_API_URL: telegram.url },
    settings: {},
    secrets: { token: telegram.token },
    person,
    seen: () => telegram.sent.map(({ chat, text }) => ({ to: String(chat), text })),
    breaches: () => telegram.meter.breaches,
    failNext: (kind) => telegram.failNext(REFUSALS[kind]),
    // Nothing tells a bot what it has sent.
    afterLostAnswer: { lose: () => telegram.failNext('lost'), seen: 2 },
    burst: 4,
    webhook: {
      async connect(url) {
        const response = await fetch(url, post('{"update_id": 1}'));
        if (response.status !== 200) throw new Error(`${response.status}`);
      },
      write: (text) => void telegram.chats.write(1_001, text),
      good: () => post(update),
      body: (date) => ({ ...parsed, message: { ...parsed.message, date } }),
      signed: (body) => ({ headers: secret, body }),
      signature: 'x-telegram-bot-api-secret-token',
      coversBody: false,
      wrong: [
        { name: 'missing', status: 401, reason: 'bad-signature', request: () => post(update, {}) },
        {
          name: 'another',
          status: 401,
          reason: 'bad-signature',
          request: () => post(update, { 'x-telegram-bot-api-secret-token': 'x' }),
        },
        { name: 'no JSON', status: 400, reason: 'no-json', request: () => post('{') },
        { name: 'no update', status: 400, reason: 'no-update', request: () => post('{"update_id": "x"}') },
        { name: 'GET', status: 405, reason: 'bad-method', request: () => ({ headers: secret }) },
      ],
    },
    stop: telegram.stop,
  };
});
