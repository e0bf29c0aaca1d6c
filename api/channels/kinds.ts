import type { ChannelName } from '../../actors/contracts/channels.ts';
import { TEMPLATE_SETTINGS } from '../../actors/contracts/whatsapp-template.ts';

/** What a firm gives to connect a channel: settings are shown again, secrets never. The adapters read the same names. */
export interface ChannelKind {
  settings: readonly string[];
  optionalSettings: readonly string[];
  secrets: readonly string[];
  optionalSecrets: readonly string[];
  /** What settings must match, and what to send instead. */
  patterns?: Readonly<Record<string, { pattern: string; meant: string }>>;
  /**
   * Where a person who has the code goes; undefined when they write to the bot by themselves.
   * @param botName what the provider calls the bot, when it has said so
   */
  deepLink(
    settings: Readonly<Record<string, string>>,
    code: string,
    botName?: string | null,
  ): string | undefined;
}

export const CHANNEL_KINDS: Record<ChannelName, ChannelKind> = {
  email: {
    settings: ['host', 'port', 'from'],
    optionalSettings: [
      'security',
      'user',
      'fromName',
      'replyTo',
      'dkimDomain',
      'dkimSelector',
      'messagesPerSecond',
    ],
    secrets: [],
    optionalSecrets: ['password', 'dkimKey'],
    deepLink: () => undefined,
  },
  telegram: {
    settings: [],
    optionalSettings: ['username', 'messagesPerSecond'],
    secrets: ['token'],
    optionalSecrets: [],
    deepLink(settings, code, botName) {
      const username = botName ?? settings.username?.replace(/^@/, '');
      return username && `https://t.me/${encodeURIComponent(username)}?start=${code}`;
    },
  },
  whatsapp: {
    settings: ['phoneNumberId', 'phone'],
    optionalSettings: ['accountId', 'messagesPerSecond', ...Object.keys(TEMPLATE_SETTINGS)],
    patterns: TEMPLATE_SETTINGS,
    secrets: ['token', 'appSecret', 'verifyToken'],
    optionalSecrets: [],
    deepLink: ({ phone }, code) => phone && `https://wa.me/${phone.replace(/\D/g, '')}?text=${code}`,
  },
  slack: {
    settings: [],
    optionalSettings: ['teamId', 'messagesPerSecond'],
    secrets: ['botToken', 'signingSecret'],
    optionalSecrets: [],
    deepLink: () => undefined,
  },
};
