import { afterEach, beforeEach, describe, expect, test } from 'bun:test';
import { generateKeyPairSync } from 'node:crypto';
import { createServer } from 'node:net';
import { createTransport } from 'nodemailer';
import {
  expiredCertificate,
  serverCertificate,
  serverKey,
  testCa,
} from '../../../actors/notifier/webhook/egress/certificates.fixture.ts';
import { type MailServer, startMail } from '../../../compose/providers/email/server.ts';
import { freePort } from '../../../compose/test-kit/free-port.ts';
import { waitFor } from '../../../compose/test-kit/wait-for.ts';
import { useChannel } from '../test-kit/channel-test.ts';
import { content } from '../test-kit/platform.ts';
import { CONNECTIONS, createEmail, type EmailConfig } from './channel.ts';
import { parseNetworks } from './reach.ts';

const LOOPBACK = parseNetworks('127.0.0.0/8');
const channel = useChannel();
let mail: MailServer;
beforeEach(async () => {
  mail = await startMail({ auth: { user: 'lux', pass: 'senha' } });
});
afterEach(() => mail.stop());

const start = (
  settings: Record<string, string> = {},
  secrets: Record<string, string> = {},
  config: Partial<EmailConfig> = {},
) =>
  channel.start(createEmail({ bounces: undefined, allowNetworks: LOOPBACK, ...config }), {
    settings: {
      host: '127.0.0.1',
      port: String(mail.port),
      user: 'lux',
      from: 'avisos@adv.example',
      ...settings,
    },
    secrets: { password: 'senha', ...secrets },
  });

const toAna = { address: { to: 'ana@example.com', name: 'Ana\r\nBcc: mallory@example.com' } };

test('a mail with both bodies, one-click unsubscribe, threads, and no header that somebody wrote', async () => {
  const { send } = await start({ fromName: 'Silva & Souza' });
  const unsubscribeUrl = 'https://lux.example/u/token';
  const title = 'Sentença\r\nBcc: mallory@example.com';
  for (const id of ['ntf_1', 'ntf_2'])
    await send({
      id,
      ...toAna,
      thread: 'prc_1',
      unsubscribeUrl,
      content: content({ title, footer: ['Aviso legal.'] }),
    });
  const [first, second] = mail.mails;
  expect(first?.to).toEqual(['ana@example.com']);
  expect(first?.parsed.subject).toBe('Sentença Bcc: mallory@example.com');
  expect(first?.parsed.headers.has('bcc')).toBe(false);
  expect(first?.parsed.text).toContain('Aviso legal.');
  expect(first?.parsed.html).toContain('Aviso legal.');
  expect(first?.raw).toContain('List-Unsubscribe: <https://lux.example/u/token>');
  expect(first?.raw).toContain('List-Unsubscribe-Post: List-Unsubscribe=One-Click');
  expect(first?.parsed.references).toEqual(second?.parsed.references as never);
  expect(first?.parsed.inReplyTo).toEndWith('@adv.example>');
  expect(first?.parsed.messageId).not.toBe(second?.parsed.messageId);
  // Pooled.
  expect(mail.connections).toBe(1);
});

test('a repeated send is the same mail', async () => {
  const { send, platform } = await start();
  const receipt = await send({ id: 'ntf_1', ...toAna });
  mail.failNext('550 5.7.1 Spam');
  await platform.send({ id: 'ntf_2', ...toAna });
  await waitFor('the refusal', () => platform.receipts.length === 2);
  await platform.send({ id: 'ntf_2', ...toAna });
  await waitFor('the second try', () => mail.mails.length === 2);
  expect(receipt.providerId).toBe(mail.mails[0]?.parsed.messageId as string);
});

test('signed with DKIM, the unsubscribe headers among what is signed', async () => {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const dkimKey = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  const { send } = await start({ dkimDomain: 'adv.example', dkimSelector: 's1' }, { dkimKey });
  await send({ id: 'ntf_1', ...toAna, unsubscribeUrl: 'https://lux.example/u' });
  const signature =
    /DKIM-Signature:[\s\S]*?\r\n(?=\S)/i.exec(mail.mails[0]?.raw ?? '')?.[0].replaceAll(/\s+/g, '') ?? '';
  expect(signature).toContain('d=adv.example;');
  expect(signature.toLowerCase()).toContain('list-unsubscribe:list-unsubscribe-post');
});

test.each([['wrong password', { password: 'falsa' }, {}, '535']])(
  '%s disables the connection',
  async (_, secrets, settings, code) => {
    const { send } = await start(settings, secrets);
    expect((await send({ id: 'ntf_1', ...toAna })).error).toMatchObject({
      class: 'disable-connection',
      code,
    });
  },
);

test('a firm cannot name a server in our own network', async () => {
  const { send } = await start({}, {}, { allowNetworks: [] });
  expect((await send({ id: 'ntf_1', ...toAna })).error).toMatchObject({
    class: 'disable-connection',
    code: 'refused-host',
  });
  expect(mail.connections).toBe(0);
});

describe('a mail server with several addresses', () => {
  const toHost = (addresses: () => string[]) =>
    start({ host: 'mail.adv.example' }, {}, { resolve: async () => addresses() });

  test('one that nobody listens at is passed over for the next', async () => {
    const { send } = await toHost(() => ['127.0.0.9', '127.0.0.1']);
    expect((await send({ id: 'ntf_1', ...toAna })).state).toBe('sent');
    expect(mail.mails).toHaveLength(1);
  });

  test('one that takes connections and says nothing is passed over the next time', async () => {
    const dumb = createServer((socket) => setTimeout(() => socket.destroy(), 100));
    await new Promise<void>((done) => void dumb.listen(mail.port, '127.0.0.9', done));
    try {
      const { send } = await toHost(() => ['127.0.0.9', '127.0.0.1']);
      expect((await send({ id: 'ntf_1', ...toAna })).state).toBe('sent');
      expect(mail.mails).toHaveLength(1);
    } finally {
      dumb.close();
    }
  });

  test('when it moves, the next connection goes where it is now', async () => {
    let addresses = ['127.0.0.1'];
    const { send } = await toHost(() => addresses);
    await send({ id: 'ntf_1', ...toAna });
    const { port } = mail;
    await mail.stop();
    mail = await startMail({ port, host: '127.0.0.2', auth: { user: 'lux', pass: 'senha' } });
    addresses = ['127.0.0.2'];
    expect((await send({ id: 'ntf_2', ...toAna })).state).toBe('sent');
    expect(mail.mails).toHaveLength(1);
  });

  test('one private address among public ones is enough to refuse it, also when it comes later', async () => {
    const { send } = await start(
      { host: 'mail.adv.example' },
      {},
      { allowNetworks: parseNetworks('127.0.0.1/32'), resolve: async () => ['127.0.0.1', '10.0.0.1'] },
    );
    expect((await send({ id: 'ntf_1', ...toAna })).error?.code).toBe('refused-host');
    expect(mail.connections).toBe(0);
  });
});

describe('TLS', () => {
  const HOST = 'hooks.example.com';
  const good = { key: serverKey, cert: serverCertificate };
  async function startTls(tls: Parameters<typeof startMail>[0] & object, settings: Record<string, string>) {
    await mail.stop();
    mail = await startMail({ auth: { user: 'lux', pass: 'senha' }, ...tls });
    return start({ host: HOST, ...settings }, {}, { ca: testCa, resolve: async () => ['127.0.0.1'] });
  }

  test.each([
    ['start', 'tls'],
    ['starttls', 'starttls'],
  ] as const)(
    'from the %s, with a certificate of its name, the mail goes over it',
    async (from, security) => {
      const { send } = await startTls({ tls: { ...good, from } }, { security });
      expect((await send({ id: 'ntf_1', ...toAna })).state).toBe('sent');
      expect(mail.mails[0]?.secure).toBe(true);
    },
  );

  test.each([
    ['STARTTLS that is not offered', 'no-tls', {}, { security: 'starttls' }],
    [
      'a certificate of another name',
      'bad-certificate',
      { tls: { ...good, from: 'starttls' } },
      { security: 'starttls', host: 'mail.adv.example' },
    ],
    [
      'a certificate that is over',
      'bad-certificate',
      { tls: { key: serverKey, cert: expiredCertificate, from: 'starttls' } },
      { security: 'starttls' },
    ],
    [
      'another name, TLS from the start',
      'bad-certificate',
      { tls: { ...good, from: 'start' } },
      { security: 'tls', host: 'mail.adv.example' },
    ],
  ] as const)('%s: nothing is said, neither the password nor the mail', async (_, code, tls, settings) => {
    const { send } = await startTls(tls as never, settings);
    expect((await send({ id: 'ntf_1', ...toAna })).error).toMatchObject({
      class: 'disable-connection',
      code,
    });
    expect(mail.mails).toEqual([]);
    expect(mail.logins).toBe(0);
  });
});

test.each(['ana', 'ana@example.com, b@example.com', 'ana@exa\r\nmple.com', '<ana@example.com>'])(
  '%j is no mailbox',
  async (to) => {
    const { send } = await start();
    expect((await send({ id: 'ntf_1', address: { to } })).error).toMatchObject({
      class: 'disable-link',
      code: 'bad-address',
    });
    expect(mail.mails).toEqual([]);
  },
);

test('what comes back is told of the mail that it is about, and nothing else is taken', async () => {
  const port = await freePort();
  const bounces = { domain: 'bounces.adv.example', hostname: '127.0.0.1', port };
  const { send, platform } = await start({}, {}, { bounces });
  await send({ id: 'ntf_1', ...toAna });
  const returnPath = mail.mails[0]?.from ?? '';
  expect(returnPath).toMatch(/^b-[0-9a-f]{40}@bounces\.adv\.example$/);
  const outside = createTransport({ host: '127.0.0.1', port, ignoreTLS: true });
  const bounce = (to: string, status: string) =>
    outside.sendMail({
      envelope: { from: '', to },
      raw: [
        'From: MAILER-DAEMON@mx.example',
        `To: ${to}`,
        'Subject: Undelivered',
        'MIME-Version: 1.0',
        'Content-Type: multipart/report; report-type=delivery-status; boundary=b',
        '',
        '--b',
        'Content-Type: text/plain',
        '',
        'It came back.',
        '--b',
        'Content-Type: message/delivery-status',
        '',
        'Reporting-MTA: dns; mx.example',
        '',
        'Final-Recipient: rfc822; ana@example.com',
        status,
        '--b--',
        '',
      ].join('\r\n'),
    });
  const failed = 'Action: failed\r\nStatus: 5.1.1\r\nDiagnostic-Code: smtp; 550 5.1.1 no such\r\n user';
  await expect(
    bounce('b-0000000000000000000000000000000000000000@bounces.adv.example', failed),
  ).rejects.toThrow('5.1.1');
  await bounce(returnPath, 'Action: delayed\r\nStatus: 4.4.1');
  await bounce(returnPath, failed);
  const told = await waitFor('the bounce', () => platform.receipts[1]?.receipt);
  expect(told).toMatchObject({
    id: 'ntf_1',
    state: 'failed',
    error: { class: 'disable-link', code: '5.1.1', detail: '550 5.1.1 no such user' },
  });
  outside.close();
});

describe('a storm', () => {
  const granted = { perSecond: 110, perRecipientMinute: 70, connections: 10 };
  const storm = async (platform: { send(outbound: object): Promise<void> }, people: number) => {
    for (let i = 0; i < people; i++)
      await platform.send({ id: `storm_${i}`, address: { to: `pessoa${i}@example.com` } });
  };

  test('reaches everybody once, and the relay has nothing to refuse', async () => {
    await mail.stop();
    mail = await startMail({ auth: { user: 'lux', pass: 'senha' }, limits: granted });
    const { platform } = await start({ messagesPerSecond: '100' });
    await storm(platform, 400);
    await waitFor('all of them', () => mail.mails.length === 400, { withinMs: 60_000, everyMs: 50 });
    expect(new Set(mail.mails.map(({ to }) => to.join())).size).toBe(400);
    expect([mail.meter.breaches, mail.meter.bans]).toEqual([0, 0]);
  }, 90_000);

  test('at a relay that grants less, what was under way is refused and the rest waits: nobody is blocked', async () => {
    await mail.stop();
    mail = await startMail({ auth: { user: 'lux', pass: 'senha' }, limits: { ...granted, perSecond: 10 } });
    const { platform } = await start({ messagesPerSecond: '100' });
    await storm(platform, 60);
    await waitFor('the first refusal', () => mail.meter.breaches > 0, { withinMs: 30_000, everyMs: 20 });
    await Bun.sleep(1_500);
    // What was under way, each once more over a fresh connection: it might only have been closed for idleness.
    expect(mail.meter.breaches).toBeLessThanOrEqual(2 * CONNECTIONS);
    expect(mail.meter.bans).toBe(0);
    expect(platform.receipts.filter(({ receipt }) => receipt.state === 'failed')).toEqual([]);
  }, 60_000);
});
