import type { DeliveryMode, EventClass } from '../people.ts';

type Settings = Readonly<Record<string, string>>;

/**
 * A channel as the whole platform knows it, once. The API's schemas, people's preferences, the broker's users, the adapters'
 * variables and the threads of a worker are made of it. How its provider is spoken to, and the provider's limits, are the
 * adapter's alone: `workers/bridges/<name>/`.
 */
export interface ChannelDeclaration {
  name: string;
  /** What people call it, in Portuguese. */
  label: string;
  /** `code`: a chat with a bot, linked by who sends its one-time code. `address`: the firm gives the address. */
  linkedBy: 'code' | 'address';
  connection: ConnectionKind;
  /** How people are told there as long as they say nothing else. */
  usualModes: Readonly<Record<EventClass, DeliveryMode>>;
  /** A message has a button that comes back as Inbound.command; where there is none, a link acknowledges. */
  acknowledgedBy: 'button' | 'link';
  /** Messages carry a way to end them by one click (RFC 8058). */
  unsubscribes: boolean;
  /** After what a person wrote last, free messages may be sent for so long, and afterwards an approved template; null: always. Milliseconds. */
  windowMs: number | null;
  /** Usual port on which the adapter hears its provider's webhooks; null: it has none. */
  webhookPort: number | null;
}

/** What a firm gives to connect a channel: settings are shown again, secrets never. The adapters read the same names. */
export interface ConnectionKind {
  settings: readonly string[];
  /** Besides EVERY_SETTING. */
  optionalSettings: readonly string[];
  secrets: readonly string[];
  optionalSecrets: readonly string[];
  /** What settings must match, and what to send instead. */
  patterns?: Readonly<Record<string, { pattern: string; meant: string }>>;
  /**
   * Where a person who has the code goes; undefined when they write to the bot by themselves.
   * @param botName what the provider calls the bot, when it has said so
   */
  deepLink(settings: Settings, code: string, botName?: string | null): string | undefined;
}

/** Settings of every connection: more a second, where the provider grants more than the usual. */
export const EVERY_SETTING = ['messagesPerSecond'] as const;

/** Keeps the name, and whatever else is written as a literal, as the type. */
export function declareChannel<const D extends ChannelDeclaration>(declaration: D): D {
  return declaration;
}
