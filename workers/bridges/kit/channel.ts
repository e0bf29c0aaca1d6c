import type { TObject } from '@sinclair/typebox';
import type { Logger } from 'pino';
import type { ChannelName } from '../../../actors/contracts/channel/declared.ts';
import type { Inbound, Outbound, Receipt, Standing } from '../../../actors/contracts/channels.ts';
import type { Memory } from '../../../actors/runtime/nats/bridge/memory.ts';
import type { Rate } from './rates.ts';

/** What one channel is, as data. A folder beside `kit/` makes one; the kit does everything else. */
export interface Channel {
  name: ChannelName;
  description: string;
  /** What Connection.settings and the opened secrets must hold. A connection that does not fit is told apart, not used. */
  settings: TObject;
  secrets: TObject;
  /** The provider's limits. Every message takes one from `overall` and one from the chat's. */
  limits(settings: Record<string, string>): Limits;
  /**
   * The provider was asked and its answer was never heard, or its adapter died. For so long the provider may still tell by itself what
   * became of the message (a receipt with its id); then it is sent again. 0: nothing can tell, send again at once. Milliseconds.
   */
  settleMs: number;
  open(parts: LineParts): Promise<Line>;
  /** A server of the channel's own, beside the webhooks. */
  serve?(parts: ServeParts): Promise<Server>;
}

export interface ServeParts {
  memory: Memory;
  /** Throws when the platform may not have heard. */
  deliver(connection: string, received: Received): Promise<void>;
  /** Counts what was refused. */
  refused(reason: string): void;
  log: Logger;
}

export interface Server {
  readonly port: number;
  stop(): Promise<void>;
}

export interface Limits {
  overall: Rate;
  chat(to: string): Rate;
  /** Messages that may be under way at once. What is under way when an adapter is killed may be sent twice: no more than needed. */
  underWay: number;
}

export interface LineParts {
  connection: string;
  /** undefined: the platform's own. */
  tenant: string | undefined;
  settings: Record<string, string>;
  secrets: Record<string, string>;
  /** Where the provider reaches this connection's webhook; undefined when it cannot. */
  webhookUrl: string | undefined;
  memory: Memory;
  /** Tells the platform what came by another way than the webhook. Throws when the platform may not have heard. */
  deliver(received: Received): Promise<void>;
  log: Logger;
}

/** An open connection of a firm. */
export interface Line {
  /** @throws SendFailure with what to do about it; anything else counts as a failure of the network */
  send(outbound: Outbound, signal: AbortSignal): Promise<Sent>;
  /** @throws WebhookRefusal when the request is not the provider's, or makes no sense */
  receive?(request: WebhookRequest): Promise<Received> | Received;
  /** Fetches what people write, where no webhook does. Runs in one process at a time, until the signal. */
  listen?(signal: AbortSignal): Promise<void>;
  close(): Promise<void>;
}

export interface Sent {
  providerId?: string;
  cost?: Receipt['cost'];
  form?: Receipt['form'];
}

export interface WebhookRequest {
  method: string;
  /** What follows the connection's id in the path, without the slash. */
  path: string;
  query: URLSearchParams;
  headers: Headers;
  /** As it came: signatures are over these bytes. */
  body: Uint8Array;
}

export interface Received {
  messages?: Inbound[];
  receipts?: Receipt[];
  /** What it says of the connection as a whole. */
  standing?: Omit<Standing, 'version' | 'at'>;
  /** Why parts of it were left out: few and fixed words, labels of the metrics. */
  refused?: string[];
  /** The answer to the provider; an empty 200 by default. */
  reply?: { status?: number; body?: string; contentType?: string; headers?: Record<string, string> };
  /** Done after the platform has the messages; what it throws is logged. */
  after?: () => Promise<void>;
}
