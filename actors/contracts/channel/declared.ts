import type { ChannelDeclaration } from './declaration.ts';
import { email } from './email.ts';
import { slack } from './slack.ts';
import { telegram } from './telegram.ts';
import { whatsapp } from './whatsapp.ts';

/** Every channel, in the order in which a person's channels are tried. */
export const CHANNELS = [email, telegram, whatsapp, slack] as const;

type Declared = (typeof CHANNELS)[number];
export type ChannelName = Declared['name'];
/** Channels that a person links with a one-time code. */
export type ChatChannelName = Extract<Declared, { linkedBy: 'code' }>['name'];
/** Channels whose adapter serves webhooks. */
export type WebhookChannelName = Extract<Declared, { webhookPort: number }>['name'];

export const CHANNEL_NAMES: readonly ChannelName[] = CHANNELS.map(({ name }) => name);
export const CHAT_CHANNEL_NAMES: readonly ChatChannelName[] = CHANNELS.flatMap((one) =>
  one.linkedBy === 'code' ? one.name : [],
);

export function channelNamed(name: ChannelName): ChannelDeclaration {
  const found = CHANNELS.find((one) => one.name === name);
  if (!found) throw new Error(`${name} is no channel`);
  return found;
}

/** Something for each channel, by its name. */
export function byChannel<T>(of: (declaration: ChannelDeclaration) => T): Record<ChannelName, T> {
  return Object.fromEntries(CHANNELS.map((one) => [one.name, of(one)])) as Record<ChannelName, T>;
}
