import { afterAll, beforeAll, describe, expect, test } from 'bun:test';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { PersonChannel } from '../actors/contracts/people.ts';
import { KEY_SCOPES } from '../api/auth/policy.ts';
import { type Call, createApiClient } from './demo/api-client.ts';
import { startReceiver } from './demo/receiver.ts';
import { type MailServer, startMail } from './providers/email/server.ts';
import { type SlackServer, startSlack } from './providers/slack/server.ts';
import { LOCAL_USERNAME, startTelegram, type TelegramServer } from './providers/telegram/server.ts';
import { startWhatsApp, type WhatsAppServer } from './providers/whatsapp/server.ts';
import { USUAL_PORTS } from './stack/environment.ts';
import { freePort } from './test-kit/free-port.ts';
import { waitFor } from './test-kit/wait-for.ts';

/**
 * Everything in one piece, as `npm start` runs it, with a server of each provider's kind: a movement at the court (the sandbox) is fetched,
 * judged, told on the channel, and what the provider and the person say of it is in the ledger. The servers are started once.
 */
const SLOW = { withinMs: 180_000, everyMs: 100 };
const TEST_MS = 300_000;
/** Julgado procedente: critical. */
const JUDGMENT = 219;

const dataDir = mkdtempSync(join(tmpdir(), 'lux-channels-'));
const ports: Record<string, string> = {};
let child: Bun.Subprocess | undefined;
let telegram: TelegramServer;
let whatsapp: WhatsAppServer;
let slack: SlackServer;
let mail: MailServer;
let call: Call;
let key: string;

beforeAll(async () => {
  for (const name of Object.keys(USUAL_PORTS)) ports[name] = String(await freePort());
  telegram = startTelegram();
  whatsapp = startWhatsApp();
  slack = startSlack();
  mail = await startMail();
  const { PATH = '', HOME = '/', NATS_SERVER_BIN = '' } = process.env;
  const started = Bun.spawn([process.execPath, 'compose/start.ts'], {
    cwd: join(import.meta.dir, '..'),
    env: {
      PATH,
      HOME,
      NATS_SERVER_BIN,
      DATA_DIR: dataDir,
      DEMO: 'false',
      ...ports,
      TELEGRAM_API_URL: telegram.url,
      TELEGRAM_BOT_TOKEN: telegram.token,
      WHATSAPP_API_URL: whatsapp.url,
      SLACK_API_URL: slack.url,
      SMTP_URL: `smtp://127.0.0.1:${mail.port}`,
    },
    stdin: 'ignore',
    stdout: 'pipe',
    stderr: 'inherit',
  });
  child = started;
  let said = '';
  (async () => {
    for await (const chunk of started.stdout) said += new TextDecoder().decode(chunk);
  })();
  await waitFor('the stack to be ready', () => /^ready/m.test(said) || started.exitCode !== null, SLOW);
  expect(said).toMatch(/^ready/m);
  call = createApiClient(`http://127.0.0.1:${ports.PORT}`);
  const user = { name: 'Dona', email: 'dona@adv.example', password: 'a lanterna verde do farol' };
  const { session } = await call('POST', '/v1/tenants', { body: { name: 'Silva Advogados', user } });
  const as = (session as { accessToken: string }).accessToken;
  const made = await call('POST', '/v1/api-keys', { as, body: { name: 'teste', scopes: KEY_SCOPES } });
  key = String(made.secret);
}, TEST_MS);

afterAll(async () => {
  child?.kill('SIGINT');
  await child?.exited;
  await Promise.all([telegram?.stop(), whatsapp?.stop(), slack?.stop(), mail?.stop()]);
  rmSync(dataDir, { recursive: true, force: true });
}, 60_000);

const post = (path: string, body: unknown) => call('POST', path, { as: key, body });
const get = (path: string) => call('GET', path, { as: key });

interface Told {
  id: string;
  state: string;
  ledger: { state: string; sendId: string | null; reason: string | null }[];
  sends: { id: string; channel: string; state: string }[];
  acknowledgement: { how: string } | null;
}

/** A person who is told everything on one channel. */
async function person(channel: string, more: object = {}): Promise<string> {
  const { id } = await post('/v1/people', { name: `Ana ${channel}`, ...more });
  await post('/v1/subscriptions', { personId: id, name: 'Tudo', channels: [channel] });
  return String(id);
}

/** A case that the firm watches; `judge` lets the court publish a judgment in it. */
async function watchedCase() {
  const sandbox = `http://127.0.0.1:${ports.SANDBOX_PORT}/_sandbox`;
  const at = async (path: string, body: object) =>
    (await (await fetch(`${sandbox}${path}`, { method: 'POST', body: JSON.stringify(body) })).json()) as {
      number: string;
    };
  const { number } = await at('/cases', { court: 'tjrj', movements: 3 });
  const { id } = await post('/v1/processes', { number });
  await waitFor(
    'the court’s first answer',
    async () => (await get(`/v1/processes/${id}`)).courtStatus === 'found',
    SLOW,
  );
  return { number, judge: () => at(`/cases/${number}/movements`, { codigo: JUDGMENT }) };
}

/** What a person was told last, with its ledger. */
async function lastTold(personId: string): Promise<Told | undefined> {
  const { data } = (await get(`/v1/notifications?personId=${personId}&limit=1`)) as {
    data: { id: string }[];
  };
  return data[0] && ((await get(`/v1/notifications/${data[0].id}`)) as unknown as Told);
}

/** The steps of a channel in the ledger, in order. */
const steps = (told: Told, channel: string) => {
  const ids = new Set(told.sends.filter((send) => send.channel === channel).map(({ id }) => id));
  return told.ledger.filter(({ sendId }) => ids.has(sendId ?? '')).map(({ state }) => state);
};

/** The inbox has everything that is critical at once, so that the message as a whole is delivered before. */
const isSent = (channel: string) => (told: Told) =>
  told.sends.some((send) => send.channel === channel && send.state === 'sent');

async function becomes(personId: string, what: string, is: (told: Told) => boolean): Promise<Told> {
  return waitFor(
    what,
    async () => {
      const told = await lastTold(personId);
      return told && is(told) ? told : undefined;
    },
    SLOW,
  );
}

const linkOf = async (personId: string, channel: string, connectionId?: string) =>
  (await post(`/v1/people/${personId}/links`, { channel, ...(connectionId ? { connectionId } : {}) })) as {
    code: string;
    deepLink: string | null;
  };
const isLinked = (personId: string) => async () => {
  const { data } = (await get(`/v1/people/${personId}/links`)) as {
    data: { status: string; channel: string }[];
  };
  return data.some(({ status, channel }) => status === 'active' && channel !== 'email');
};

/** From a movement at the court to what became of the notice, for each way of telling: what it shows, and the way itself. */
const JOURNEYS: Record<PersonChannel | 'webhook', { shows: string; go: () => Promise<void> }> = {
  telegram: {
    shows: 'the link leads to the bot by its name; «Ciente» is the receipt, as Telegram tells of no reading',
    async go() {
      const ana = await person('telegram');
      const { deepLink, code } = await waitFor(
        'the bot’s name',
        async () => {
          const link = await linkOf(ana, 'telegram');
          return link.deepLink === null ? undefined : link;
        },
        SLOW,
      );
      expect(deepLink).toBe(`https://t.me/${LOCAL_USERNAME}?start=${code.replace('-', '')}`);
      telegram.chats.write(1_001, `/start ${new URL(String(deepLink)).searchParams.get('start')}`);
      await waitFor('the link', isLinked(ana), SLOW);
      const { judge } = await watchedCase();
      await judge();
      const notice = await waitFor(
        'the notice',
        () => telegram.sent.find(({ buttons }) => buttons.some(({ text }) => text === 'Ciente')),
        SLOW,
      );
      await becomes(ana, 'the receipt', isSent('telegram'));
      const button = notice.buttons.find(({ text }) => text === 'Ciente');
      telegram.chats.press(1_001, notice.message_id, button?.callback_data ?? '');
      const told = await becomes(
        ana,
        'the acknowledgement',
        ({ acknowledgement }) => acknowledgement !== null,
      );
      expect(steps(told, 'telegram')).toEqual(['queued', 'sent']);
      expect(told.ledger.map(({ state }) => state)).toContain('acknowledged');
      expect(told.acknowledgement?.how).toBe('chat');
    },
  },
  whatsapp: {
    shows:
      'sent, delivered, read; outside of the window the template, and the notice itself when the person answers',
    async go() {
      const { phoneNumberId, token, appSecret, verifyToken } = whatsapp;
      const { id } = await post('/v1/channels', {
        channel: 'whatsapp',
        name: 'Nosso número',
        settings: {
          phoneNumberId,
          phone: '+55 11 90000-0000',
          templateName: 'novo_andamento',
          templateParameters: 'case,title',
        },
        secrets: { token, appSecret, verifyToken },
      });
      await waitFor(
        'the webhook',
        () => whatsapp.setWebhook(`http://127.0.0.1:${ports.WHATSAPP_PORT}/whatsapp/${id}`).then(() => true),
        SLOW,
      );
      const ana = await person('whatsapp');
      const phone = '5511900001001';
      const { code, deepLink } = await linkOf(ana, 'whatsapp');
      expect(deepLink).toStartWith('https://wa.me/5511900000000?text=');
      whatsapp.write({ phone }, code);
      await waitFor('the link', isLinked(ana), SLOW);
      const { judge } = await watchedCase();
      await judge();
      const isNotice = ({ buttons }: (typeof whatsapp.sent)[number]) =>
        buttons.some(({ title }) => title === 'Ciente');
      const notice = await waitFor('the notice', () => whatsapp.sent.find(isNotice), SLOW);
      whatsapp.status(notice.id, 'sent', 'delivered', 'read');
      const told = await becomes(ana, 'the read receipt', ({ state }) => state === 'read');
      expect(steps(told, 'whatsapp')[0]).toBe('queued');
      expect(steps(told, 'whatsapp').at(-1)).toBe('read');

      whatsapp.closeWindow(phone);
      const other = await watchedCase();
      await other.judge();
      const short = await waitFor(
        'the template',
        () => whatsapp.sent.find(({ kind }) => kind === 'template'),
        SLOW,
      );
      expect(short.text.replaceAll(/\D/g, '')).toContain(other.number);
      const later = await becomes(ana, 'its receipt', (one) => one.id !== told.id && isSent('whatsapp')(one));
      whatsapp.write({ phone }, 'oi');
      const whole = await waitFor('the notice itself', () => whatsapp.sent.filter(isNotice)[1], SLOW);
      whatsapp.press({ phone }, whole.buttons[0]?.id ?? '', 'Ciente');
      const followed = await becomes(
        ana,
        'the acknowledgement',
        ({ acknowledgement }) => acknowledgement !== null,
      );
      expect(followed.id).toBe(later.id);
      expect(followed.sends.filter(({ channel }) => channel === 'whatsapp')).toHaveLength(2);
    },
  },
  slack: {
    shows: '«Ciente» is the receipt',
    async go() {
      const { token, signingSecret, team } = slack;
      const { id } = await post('/v1/channels', {
        channel: 'slack',
        name: 'Nosso Slack',
        settings: { teamId: team },
        secrets: { botToken: token, signingSecret },
      });
      await waitFor(
        'the webhook',
        () => slack.setWebhook(`http://127.0.0.1:${ports.SLACK_PORT}/slack/${id}`).then(() => true),
        SLOW,
      );
      const ana = await person('slack');
      slack.write('U0ANA', 'D0ANA', (await linkOf(ana, 'slack')).code);
      await waitFor('the link', isLinked(ana), SLOW);
      await (await watchedCase()).judge();
      const notice = await waitFor(
        'the notice',
        () => slack.sent.find(({ buttons }) => buttons.some(({ text }) => text === 'Ciente')),
        SLOW,
      );
      slack.press('U0ANA', 'D0ANA', notice.buttons.find(({ text }) => text === 'Ciente')?.value ?? '');
      const told = await becomes(
        ana,
        'the acknowledgement',
        ({ acknowledgement }) => acknowledgement !== null,
      );
      expect(steps(told, 'slack')).toEqual(['queued', 'sent']);
      // The firm takes its app away: its connection is switched off, and the firm is told why.
      slack.event({ type: 'app_uninstalled' });
      await waitFor('the end', async () => (await get(`/v1/channels/${id}`)).status === 'disabled', SLOW);
      expect((await get(`/v1/channels/${id}`)).reason).toContain('app_uninstalled');
    },
  },
  email: {
    shows: 'the link under the notice is the receipt',
    async go() {
      const ana = await person('email', { email: 'ana@example.com' });
      await (await watchedCase()).judge();
      const isNotice = ({ to, parsed }: (typeof mail.mails)[number]) =>
        to.includes('ana@example.com') && /\/acknowledge\//.test(parsed.text ?? '');
      const notice = await waitFor('the notice', () => mail.mails.find(isNotice), SLOW);
      await becomes(ana, 'the receipt', isSent('email'));
      const [link = ''] = /http:\S+\/acknowledge\/\S+/.exec(notice.parsed.text ?? '') ?? [];
      expect((await fetch(link, { method: 'POST' })).status).toBe(200);
      const told = await becomes(
        ana,
        'the acknowledgement',
        ({ acknowledgement }) => acknowledgement !== null,
      );
      expect(steps(told, 'email')).toEqual(['queued', 'sent']);
      expect(told.acknowledgement?.how).toBe('link');
    },
  },
  inbox: {
    shows: 'delivered at once, read where it is opened; to read is not to acknowledge',
    async go() {
      const ana = await person('inbox');
      await (await watchedCase()).judge();
      const isThere = ({ sends }: Told) => sends.some(({ channel }) => channel === 'inbox');
      const { id } = await becomes(ana, 'the notice', isThere);
      const { data } = (await get(`/v1/inbox?personId=${ana}`)) as { data: { id: string }[] };
      expect(data.map((entry) => entry.id)).toEqual([id]);
      await post(`/v1/inbox/${id}/read`, undefined);
      const read = await becomes(ana, 'the read receipt', ({ state }) => state === 'read');
      expect(steps(read, 'inbox')).toEqual(['delivered', 'read']);
      expect(read.acknowledgement).toBeNull();
      await post(`/v1/notifications/${id}/acknowledge`, {});
      const told = await becomes(ana, 'the acknowledgement', (one) => one.acknowledgement !== null);
      expect(told.acknowledgement?.how).toBe('api');
    },
  },
  webhook: {
    shows: 'signed, and delivered once it is answered',
    async go() {
      const heard: string[] = [];
      let secret: string | undefined;
      const receiver = startReceiver({ port: 0, secret: () => secret, print: (line) => heard.push(line) });
      try {
        const made = await post('/v1/webhooks', { url: receiver.url, eventTypes: ['movement.detected'] });
        secret = String(made.secret);
        const { judge } = await watchedCase();
        await judge();
        await waitFor(
          'the webhook',
          () => heard.some((line) => /movement\.detected.*verified/.test(line)),
          SLOW,
        );
        const isDone = async () => {
          const { data } = (await get(`/v1/webhooks/${made.id}/deliveries`)) as { data: { state: string }[] };
          return data.some(({ state }) => state === 'delivered');
        };
        await waitFor('the receipt', isDone, SLOW);
        expect(heard.every((line) => line.includes('verified'))).toBe(true);
      } finally {
        await receiver.stop();
      }
    },
  },
};

describe.if(process.platform === 'linux')('from a movement at the court to what became of the notice', () => {
  for (const [name, { shows, go }] of Object.entries(JOURNEYS)) test(`${name}: ${shows}`, go, TEST_MS);
});
