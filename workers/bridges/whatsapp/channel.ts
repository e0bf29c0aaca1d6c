import { Type } from '@sinclair/typebox';
import type { Channel } from '../kit/channel.ts';
import { underWayFor } from '../kit/rates.ts';

export interface WhatsAppConfig {
  /** With its version: https://graph.facebook.com/v23.0 */
  apiUrl: string;
  /** Between two messages to the same person. Milliseconds. */
  pairMs?: number;
}

/** Of a number that Meta has not raised; of a pair of number and person. */
const PER_SECOND = '80';
const PAIR_MS = 6_000;
/** The network squeezes what was sent at even distances. */
const MARGIN = 0.9;

const Secret = Type.String({ minLength: 1, maxLength: 1_000 });

/** WhatsApp Cloud API, through a number of the firm or of the platform. */
export function createWhatsApp({ apiUrl, pairMs = PAIR_MS }: WhatsAppConfig): Channel {
  return {
    name: 'whatsapp',
    description: 'Messages of the WhatsApp Cloud API',
    settings: Type.Object({
      phoneNumberId: Type.String({ pattern: '^\\d{1,32}$' }),
      /** Of the business account: what WhatsApp says of it is believed. */
      accountId: Type.Optional(Type.String({ pattern: '^\\d{1,32}$' })),
      messagesPerSecond: Type.Optional(Type.String({ pattern: '^[1-9]\\d{0,3}$' })),
    }),
    secrets: Type.Object({ token: Secret, appSecret: Secret, verifyToken: Secret }),
    limits: ({ messagesPerSecond = PER_SECOND }) => {
      const perSecond = Number(messagesPerSecond);
      const window = { count: perSecond, perMs: 1_000 };
      return {
        overall: { burst: 1, count: perSecond * MARGIN, perMs: 1_000, window },
        underWay: underWayFor(perSecond),
        chat: () => ({ burst: 1, count: 1, perMs: pairMs / MARGIN, window: { count: 1, perMs: pairMs } }),
      };
    },
    // A status carries our own id, so that it tells of a message whose sender did not live to hear the answer.
    settleMs: 15_000,
    open: async (parts) => (await import('./line.ts')).openLine(parts, apiUrl),
  };
}
