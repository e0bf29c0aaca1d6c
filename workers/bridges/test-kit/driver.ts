import type { FailureClass } from '../../../actors/contracts/channels.ts';
import type { Channel } from '../kit/channel.ts';

/** A channel and its provider's server, as the shared cases need them. A new channel brings one of these. */
export interface Driver {
  channel: Channel;
  /** With these the adapter reaches the provider's server. */
  variables: Record<string, string>;
  settings: Record<string, string>;
  secrets: Record<string, string>;
  /** A person that can be written to, a different one for each number. */
  person(number: number): string;
  /** What an Outbound to somebody needs besides. */
  outbound?: Record<string, unknown>;
  /** What people saw, in order. */
  seen(): { to: string; text: string }[];
  /** Messages that the provider refused for a limit. */
  breaches(): number;
  /** How the provider refuses the next message so that it falls into this class. */
  failNext(kind: Exclude<FailureClass, 'retry'> | 'unavailable'): void;
  /** An address that ends the link at once, where the provider has no refusal that does. */
  badAddress?: string;
  /** How long the adapter waits after `unavailable`, when that is too long for a test. */
  retryMs?: number;
  /** What a person sees when the provider took a message and its answer was lost: the same once, or again. Undefined: it cannot be told here. */
  afterLostAnswer?: { lose(): void; seen: 1 | 2; isSame?(): boolean };
  /** Messages to the same person in quick succession, as many as the test has time for. */
  burst: number;
  /** What a text looks like to a person, when it is not as it was written. */
  asSeen?(text: string): string;
  webhook?: WebhookDriver;
  stop(): Promise<void>;
}

export interface WebhookDriver {
  /** Makes the address known to the provider. */
  connect(url: string): Promise<void>;
  /** A person writes, the provider calls. */
  write(text: string): void;
  /** Requests that must be refused, by what is wrong with them. */
  wrong: { name: string; status: number; reason: string; request: () => RequestInit }[];
  /** The same good request, as often as one likes. */
  good: () => RequestInit;
  /** A body as the provider sends it, of something that happened then (Unix seconds). */
  body(at: number): unknown;
  /** The request with which the provider sends a body. @param at when it is signed, where the signature says so. Unix milliseconds */
  signed(body: string, at?: number): { headers: Record<string, string>; body: string };
  /** The header that shows whose the request is. */
  signature: string;
  /** The signature covers the body, so that a changed one is known; Telegram's is the same for all. */
  coversBody: boolean;
}
