import { createTransport, type Transporter } from 'nodemailer';
import type SMTPPool from 'nodemailer/lib/smtp-pool';
import type { Outbound } from '../../../actors/contracts/channels.ts';
import type { Line, LineParts, Sent } from '../kit/channel.ts';
import { SendFailure } from '../kit/failures.ts';
import { returnPath } from './bounces.ts';
import { CONNECTIONS, type EmailConfig } from './channel.ts';
import { createDial } from './dial.ts';
import { composeMail } from './message.ts';
import { isLoopback, reachable } from './reach.ts';
import { type SmtpError, toFailure } from './smtp-errors.ts';

const TIMEOUTS = { connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 25_000 };
/** List-Unsubscribe-Post must be covered (RFC 8058 4), which is not nodemailer's default. */
const SIGNED =
  'from:reply-to:subject:date:message-id:to:mime-version:content-type:in-reply-to:references:list-unsubscribe:list-unsubscribe-post';

type Transport = Transporter<SMTPPool.SentMessageInfo>;

/** A mail server, through a few connections that stay open. */
export function openLine(parts: LineParts, config: EmailConfig): Line {
  const { settings } = parts;
  const sender = {
    from: settings.from ?? '',
    ...(settings.fromName ? { fromName: settings.fromName } : {}),
    ...(settings.replyTo ? { replyTo: settings.replyTo } : {}),
  };
  const transport = openTransport(parts, config);

  return {
    async send(outbound: Outbound): Promise<Sent> {
      const domain = config.bounces?.domain;
      const back = domain && (await returnPath(outbound, domain, parts.memory));
      const mail = composeMail(outbound, sender, back);
      try {
        const sent = await transport.sendMail(mail);
        return { providerId: sent.messageId };
      } catch (error) {
        if (error instanceof SendFailure) throw error;
        throw toFailure(error as SmtpError);
      }
    },
    async close() {
      transport.close();
    },
  };
}

/** Each of its connections asks for the host's addresses anew, and begins at one that answers. */
function openTransport({ settings, secrets, tenant }: LineParts, config: EmailConfig): Transport {
  const { host = '', port, security, user, dkimDomain, dkimSelector } = settings;
  const secure = security === 'tls' || (security === undefined && port === '465');
  const dial = createDial();

  async function open() {
    const { socket, address } = await dial.open(await reachable(host, tenant, config), Number(port));
    // To this machine itself nobody listens in, and a local relay has no certificate.
    const isNear = security === undefined && !secure && isLoopback(address);
    return { connection: socket, ...(isNear ? { ignoreTLS: true } : { requireTLS: !secure }) };
  }

  return createTransport({
    pool: true,
    host,
    port: Number(port),
    secure,
    getSocket: (_, done) =>
      void open().then(
        (socket) => done(null, socket),
        (error) => done(error, undefined),
      ),
    tls: { servername: host, minVersion: 'TLSv1.2', ...(config.ca ? { ca: config.ca } : {}) },
    maxConnections: CONNECTIONS,
    ...(user ? { auth: { user, pass: secrets.password ?? '' } } : {}),
    ...TIMEOUTS,
    ...(dkimDomain && dkimSelector && secrets.dkimKey
      ? {
          dkim: {
            domainName: dkimDomain,
            keySelector: dkimSelector,
            privateKey: secrets.dkimKey,
            headerFieldNames: SIGNED,
          },
        }
      : {}),
  } satisfies SMTPPool.Options);
}
