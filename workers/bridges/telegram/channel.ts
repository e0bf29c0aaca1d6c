import { Type } from '@sinclair/typebox';
import type { Channel } from '../kit/channel.ts';
import { telegramLimits } from './limits.ts';

export interface TelegramConfig {
  /** https://api.telegram.org, or a local Bot API server. */
  apiRoot: string;
}

/** Telegram, through a bot of the firm or of the platform. */
export function createTelegram({ apiRoot }: TelegramConfig): Channel {
  return {
    name: 'telegram',
    description: 'Messages of Telegram bots',
    settings: Type.Object({ messagesPerSecond: Type.Optional(Type.String({ pattern: '^[1-9]\\d{0,3}$' })) }),
    secrets: Type.Object({ token: Type.String({ pattern: '^\\d{1,20}:[\\w-]{20,100}$' }) }),
    limits: telegramLimits,
    // Nothing tells a bot what it has sent.
    settleMs: 0,
    // Loaded with the first bot: an adapter without one costs little.
    open: async (parts) => (await import('./line.ts')).openLine(parts, apiRoot),
  };
}
