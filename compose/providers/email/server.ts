import { type ParsedMail, simpleParser } from 'mailparser';
import { SMTPServer } from 'smtp-server';
import { createMailMeter, type MailLimits, type MailMeter, REAL_LIMITS } from './limits.ts';

export interface Mail {
  parsed: ParsedMail;
  /** As it came over the wire. */
  raw: string;
  from: string;
  to: string[];
  secure: boolean;
}

export interface MailServer {
  port: number;
  mails: Mail[];
  /** Replies to the next recipients so, one each: `550 5.1.1 User unknown`. `lost`: the mail arrives, and the connection breaks before the reply. */
  failNext(...replies: string[]): void;
  /** Connections opened so far. */
  readonly connections: number;
  /** What it has refused for a limit. */
  readonly meter: MailMeter;
  /** Passwords that were sent so far. */
  readonly logins: number;
  stop(): Promise<void>;
}

/** A mail server that keeps what it gets. @param options.auth the one user; without, anybody may send */
export async function startMail(
  options: {
    port?: number;
    host?: string;
    auth?: { user: string; pass: string };
    /** Without it, no STARTTLS is offered. */
    tls?: { key: string; cert: string; from: 'start' | 'starttls' };
    onMail?: (mail: Mail) => void;
    /** Those of a large relay by default. */
    limits?: MailLimits;
  } = {},
): Promise<MailServer> {
  const mails: Mail[] = [];
  const failures: string[] = [];
  const meter = createMailMeter(options.limits ?? REAL_LIMITS);
  let connections = 0;
  let logins = 0;
  let loseNext = false;

  const server = new SMTPServer({
    authOptional: options.auth === undefined,
    closeTimeout: 1_000,
    allowInsecureAuth: options.tls === undefined,
    ...(options.tls
      ? { key: options.tls.key, cert: options.tls.cert, secure: options.tls.from === 'start' }
      : { disabledCommands: ['STARTTLS'] }),
    onConnect(_, done) {
      connections++;
      // This one is among them already.
      const refused = meter.connect(server.connections.size - 1, Date.now());
      done(refused ? refusal(refused) : null);
    },
    onAuth({ username, password }, _, done) {
      logins++;
      const right = username === options.auth?.user && password === options.auth?.pass;
      done(right ? null : refusal('535 5.7.8 Authentication credentials invalid'), { user: username });
    },
    onRcptTo({ address }, __, done) {
      const failure = failures.shift() ?? meter.take(address, Date.now());
      loseNext = failure === 'lost';
      done(failure && failure !== 'lost' ? refusal(failure) : null);
    },
    onData(stream, session, done) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        const raw = Buffer.concat(chunks);
        simpleParser(raw).then(
          (parsed) => {
            const { mailFrom, rcptTo } = session.envelope;
            const mail: Mail = {
              parsed,
              raw: raw.toString('utf8'),
              from: mailFrom ? mailFrom.address : '',
              to: rcptTo.map(({ address }) => address),
              secure: session.secure,
            };
            mails.push(mail);
            options.onMail?.(mail);
            if (!loseNext) return done(null);
            for (const { _socket } of server.connections) _socket.destroy();
          },
          (error) => done(error),
        );
      });
    },
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port ?? 0, options.host ?? '127.0.0.1', () => resolve());
  });
  server.on('error', () => {});
  const address = server.server.address();
  return {
    port: typeof address === 'object' && address !== null ? address.port : 0,
    mails,
    meter,
    failNext: (...replies) => void failures.push(...replies),
    get connections() {
      return connections;
    },
    get logins() {
      return logins;
    },
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

function refusal(text: string): Error {
  const [, code = '550', message = ''] = /^(\d{3}) (.*)$/.exec(text) ?? [];
  return Object.assign(new Error(message), { responseCode: Number(code) });
}
