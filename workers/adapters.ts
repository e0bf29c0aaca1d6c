import type { ChannelName } from '../actors/contracts/channel/declared.ts';
import { emailAdapter } from './bridges/email/adapter.ts';
import type { Adapter } from './bridges/kit/adapter.ts';
import { slackAdapter } from './bridges/slack/adapter.ts';
import { telegramAdapter } from './bridges/telegram/adapter.ts';
import { whatsappAdapter } from './bridges/whatsapp/adapter.ts';

/** The adapter of each channel that is declared: one that is missing does not compile. */
export const ADAPTERS = {
  email: emailAdapter,
  telegram: telegramAdapter,
  whatsapp: whatsappAdapter,
  slack: slackAdapter,
} as const satisfies Record<ChannelName, Adapter>;
