import { startMail } from '../../../compose/providers/email/server.ts';
import { describeChannel } from '../test-kit/conformance.ts';
import { createEmail } from './channel.ts';
import { parseNetworks } from './reach.ts';

const REFUSALS = {
  terminal: '552 5.3.4 Message size exceeds fixed limit',
  switch: '552 5.2.2 Mailbox full',
  'disable-link': '550 5.1.1 User unknown',
  'disable-connection': '535 5.7.8 Authentication credentials invalid',
  unavailable: '421 4.3.2 Shutting down',
} as const;

describeChannel('email', async () => {
  // What the settings below are granted, and the adapter's measure for one person.
  const mail = await startMail({ limits: { perSecond: 110, perRecipientMinute: 70, connections: 10 } });
  return {
    channel: createEmail({ bounces: undefined, allowNetworks: parseNetworks('127.0.0.0/8') }),
    variables: { EMAIL_ALLOW_NETWORKS: '127.0.0.0/8' },
    settings: {
      host: '127.0.0.1',
      port: String(mail.port),
      from: 'avisos@escritorio.example',
      messagesPerSecond: '100',
    },
    secrets: { password: 'unused-password' },
    person: (number) => `ana${number}@example.com`,
    seen: () => mail.mails.map(({ to, parsed }) => ({ to: to[0] ?? '', text: parsed.text ?? '' })),
    breaches: () => mail.meter.breaches,
    failNext: (kind) => mail.failNext(REFUSALS[kind]),
    retryMs: 60_000,
    // A mail program shows one of two with the same Message-ID.
    afterLostAnswer: {
      lose: () => mail.failNext('lost'),
      seen: 2,
      isSame: () => mail.mails[0]?.parsed.messageId === mail.mails[1]?.parsed.messageId,
    },
    burst: 5,
    stop: mail.stop,
  };
});
