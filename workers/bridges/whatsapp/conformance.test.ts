import { WhatsAppRefusal } from '../../../compose/providers/whatsapp/messages.ts';
import { startWhatsApp } from '../../../compose/providers/whatsapp/server.ts';
import { describeChannel } from '../test-kit/conformance.ts';
import { createWhatsApp } from './channel.ts';
import { escapeFormatting } from './escape.ts';

const REFUSALS = {
  terminal: new WhatsAppRefusal(131051, 'Unsupported message type'),
  switch: new WhatsAppRefusal(131026, 'Message undeliverable'),
  'disable-link': undefined,
  'disable-connection': new WhatsAppRefusal(190, 'Access token has expired', 401),
  unavailable: 'unavailable',
} as const;

/** A tenth of the real one, so that the cases do not take minutes. */
const PAIR_MS = 600;

describeChannel('whatsapp', async () => {
  const whatsapp = startWhatsApp({ redeliverMs: 100, limits: { perSecond: 80, pairMs: PAIR_MS } });
  const { phoneNumberId, token, appSecret, verifyToken } = whatsapp;
  const post = (body: string, headers: Record<string, string> = whatsapp.sign(body)): RequestInit => ({
    method: 'POST',
    headers,
    body,
  });
  const message = {
    id: 'wamid.A',
    timestamp: String(Math.floor(Date.now() / 1_000)),
    type: 'text',
    from: '551199',
    text: { body: 'De novo' },
  };
  const payload = (value: Record<string, unknown>) => ({
    object: 'whatsapp_business_account',
    entry: [{ id: '1', changes: [{ field: 'messages', value }] }],
  });
  const about = (value: Record<string, unknown>) => JSON.stringify(payload(value));
  const bodyOf = (one: typeof message) =>
    payload({ metadata: { phone_number_id: phoneNumberId }, messages: [one] });
  const good = JSON.stringify(bodyOf(message));
  return {
    channel: createWhatsApp({ apiUrl: whatsapp.url, pairMs: PAIR_MS }),
    variables: { WHATSAPP_API_URL: whatsapp.url },
    settings: { phoneNumberId },
    secrets: { token, appSecret, verifyToken },
    person(number) {
      const phone = `5511900${String(number).padStart(6, '0')}`;
      whatsapp.openWindow(phone);
      return phone;
    },
    outbound: { windowUntil: '2100-01-01T00:00:00Z' },
    seen: () => whatsapp.sent.map(({ to, text }) => ({ to, text })),
    breaches: () => whatsapp.breaches,
    failNext: (kind) => {
      const refusal = REFUSALS[kind];
      if (refusal) whatsapp.failNext(refusal);
    },
    // Only an address that is none ends a link at once: WhatsApp does not say who has blocked whom.
    badAddress: 'ana',
    // Its status tells.
    afterLostAnswer: {
      lose() {
        whatsapp.autoStatus = true;
        whatsapp.failNext('lost');
      },
      seen: 1,
    },
    burst: 2,
    asSeen: escapeFormatting,
    webhook: {
      connect: whatsapp.setWebhook,
      write: (text) => whatsapp.write({ phone: '551188' }, text),
      good: () => post(good),
      body: (at) => bodyOf({ ...message, timestamp: String(at) }),
      signed: (body) => ({ headers: whatsapp.sign(body), body }),
      signature: 'x-hub-signature-256',
      coversBody: true,
      wrong: [
        { name: 'missing', status: 401, reason: 'bad-signature', request: () => post(good, {}) },
        {
          name: 'of another body',
          status: 401,
          reason: 'bad-signature',
          request: () => post(good, whatsapp.sign(`${good} `)),
        },
        { name: 'no JSON', status: 400, reason: 'no-json', request: () => post('{') },
        { name: 'no payload', status: 400, reason: 'no-payload', request: () => post('{"object": "page"}') },
        {
          name: 'a message without id',
          status: 400,
          reason: 'no-payload',
          request: () => post(about({ messages: [{ type: 'text' }] })),
        },
        { name: 'verification', status: 403, reason: 'bad-verify-token', request: () => ({}) },
        { name: 'PUT', status: 405, reason: 'bad-method', request: () => ({ ...post(good), method: 'PUT' }) },
      ],
    },
    stop: whatsapp.stop,
  };
});
