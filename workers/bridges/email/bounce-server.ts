import { simpleParser } from 'mailparser';
import { SMTPServer, type SMTPServerDataStream } from 'smtp-server';
import type { ServeParts, Server } from '../kit/channel.ts';
import { type Bounced, bouncedMail, readStatus } from './bounces.ts';

const MAX_BYTES = 1024 ** 2;

/** Receives mails that come back to the addresses that `returnPath` made, and no others. */
export async function serveBounces(
  parts: ServeParts & { domain: string; hostname: string; port: number },
): Promise<Server> {
  const { memory, deliver, refused, log } = parts;

  const server = new SMTPServer({
    banner: 'Direito Lux receives bounces only',
    authOptional: true,
    disabledCommands: ['AUTH', 'STARTTLS'],
    size: MAX_BYTES,
    maxClients: 20,
    socketTimeout: 30_000,
    onRcptTo({ address }, session, done) {
      bouncedMail(address, parts.domain, memory).then(
        (mail) => {
          if (mail) {
            Object.assign(session, { mails: [...mailsOf(session), mail] });
            done();
          } else {
            refused('unknown-bounce');
            done(reply(550, '5.1.1 No such address here'));
          }
        },
        () => done(reply(451, '4.3.0 Try again later')),
      );
    },
    onData(stream, session, done) {
      read(stream, mailsOf(session)).then(
        () => done(),
        (error) => {
          log.warn({ err: error }, 'a bounce cannot be told now; its server comes again');
          done(reply(451, '4.3.0 Try again later'));
        },
      );
    },
  });
  server.on('error', (error) => log.warn({ err: error }, 'a connection of the bounce server failed'));

  async function read(stream: SMTPServerDataStream, mails: Bounced[]): Promise<void> {
    const mail = await simpleParser(stream, { keepDeliveryStatus: true });
    const part = mail.attachments.find(({ contentType }) => contentType === 'message/delivery-status');
    // An answering machine, or a person: nothing is said about the delivery.
    if (!part) return refused('no-status');
    const at = new Date().toISOString();
    for (const { connection, id } of mails) {
      const receipt = readStatus(part.content.toString('utf8'), id, at);
      if (receipt) await deliver(connection, { receipts: [receipt] });
    }
  }

  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(parts.port, parts.hostname, () => {
      server.off('error', reject);
      resolve();
    });
  });
  const address = server.server.address();
  return {
    port: typeof address === 'object' && address !== null ? address.port : parts.port,
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

function mailsOf(session: object): Bounced[] {
  return (session as { mails?: Bounced[] }).mails ?? [];
}

function reply(responseCode: number, message: string): Error {
  return Object.assign(new Error(message), { responseCode });
}
