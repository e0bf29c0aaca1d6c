import type { ChannelName } from '../../actors/contracts/channels.ts';

/** What a firm gives to connect a channel: settings are shown again, secrets never. The adapters read the same names. */
export interface ChannelKind {
  settings: readonly string[];
  optionalSettings: readonly string[];
  secrets: readonly string[];
  optionalSecrets: readonly string[];
  /** Where a person who has the code goes; undefined when they write to the bot by themselves. */
  deepLink(settings: Readonly<Record<string, string>>, code: string): string | undefined;
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
    settings: ['username'],
    optionalSettings: ['messagesPerSecond'],
    secrets: ['token'],
    optionalSecrets: [],
    deepLink: ({ username }, code) =>
      username && `https://t.me/${encodeURIComponent(username.replace(/^@/, ''))}?start=${code}`,
  },
  whatsapp: {
    settings: ['phoneNumberId', 'phone'],
    optionalSettings: ['messagesPerSecond', 'templateName', 'templateLanguage'],
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
