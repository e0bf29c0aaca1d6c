import { Type } from '@sinclair/typebox';
import type { Channel } from '../kit/channel.ts';
import type { Networks, Resolve } from './reach.ts';

export interface EmailConfig {
  /** Where bounces come to: undefined when nothing leads there, and only the answers of mail servers tell. */
  bounces: { domain: string; hostname: string; port: number } | undefined;
  /** Private networks that a firm's own mail server may be in. */
  allowNetworks: Networks;
  /** The system's by default. */
  resolve?: Resolve;
  /** Certificates (PEM) that mail servers' are signed with, in place of the system's. */
  ca?: string;
}

const PER_SECOND = '10';
/** To one mail server; each carries one mail at a time. */
export const CONNECTIONS = 5;
const Name = (maxLength: number) =>
  Type.String({ minLength: 1, maxLength, pattern: '^[^\\x00-\\x1f\\x7f]*$' });

/** E-mail by SMTP, through the firm's server or the platform's. */
export function createEmail(config: EmailConfig): Channel {
  return {
    name: 'email',
    description: 'E-mail by SMTP',
    settings: Type.Object({
      host: Name(253),
      port: Type.String({ pattern: '^\\d{1,5}$' }),
      /** `tls` from the start, as usual on 465, or `starttls`; never without, but to this machine itself when nothing is said. */
      security: Type.Optional(Type.Union([Type.Literal('tls'), Type.Literal('starttls')])),
      user: Type.Optional(Name(320)),
      from: Type.String({ pattern: '^[^\\s@<>"(),:;\\[\\]\\\\]+@[A-Za-z0-9.-]+$', maxLength: 320 }),
      fromName: Type.Optional(Name(200)),
      replyTo: Type.Optional(
        Type.String({ pattern: '^[^\\s@<>"(),:;\\[\\]\\\\]+@[A-Za-z0-9.-]+$', maxLength: 320 }),
      ),
      dkimDomain: Type.Optional(Name(253)),
      dkimSelector: Type.Optional(Type.String({ pattern: '^[A-Za-z0-9._-]{1,63}$' })),
      messagesPerSecond: Type.Optional(Type.String({ pattern: '^[1-9]\\d{0,3}$' })),
    }),
    secrets: Type.Object({ password: Type.Optional(Type.String()), dkimKey: Type.Optional(Type.String()) }),
    limits: ({ messagesPerSecond = PER_SECOND }) => ({
      overall: { burst: 5, count: Number(messagesPerSecond), perMs: 1_000 },
      underWay: CONNECTIONS,
      chat: () => ({ burst: 5, count: 1, perMs: 1_000 }),
    }),
    // A mail that is sent again has the same Message-ID, by which mail programs show it once.
    settleMs: 0,
    open: async (parts) => (await import('./line.ts')).openLine(parts, config),
    ...(config.bounces
      ? {
          serve: async (parts) =>
            (await import('./bounce-server.ts')).serveBounces({ ...parts, ...required(config.bounces) }),
        }
      : {}),
  };
}

function required<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('bounces are not configured');
  return value;
}
