import type { Logger } from 'pino';
import type { Registry } from 'prom-client';
import type { CaseLink } from '../actors/contracts/case-link.ts';
import type { ChannelName } from '../actors/contracts/channel/declared.ts';
import type { MessageLink } from '../actors/contracts/message-link.ts';
import type { Outbox } from '../actors/runtime/outbox.ts';
import type { Pool } from '../db/pool.ts';
import type { TenantReader } from '../db/tenant.ts';
import type { TokenOptions } from './auth/access-token.ts';
import type { PasswordHasher } from './auth/passwords.ts';
import type { EventSignal } from './events/signal.ts';
import type { RateLimiter, RatePolicy } from './rate/limiter.ts';
import type { ReportParts } from './reports/parts.ts';
import type { TemplateParts } from './templates/parts.ts';
import type { WebhookKeys } from './webhooks/keys.ts';

export interface Limits {
  /** Requests of one firm. */
  tenant: RatePolicy;
  /** Requests without credentials, by address. */
  address: RatePolicy;
  /** Attempts to sign in as one person from one address. */
  login: RatePolicy;
}

/** What createApi is given: everything that is not the API itself. */
export interface ApiParts {
  /** Role lux_app. */
  pool: Pool;
  /** As `pool`, for short reads of one statement. Default: the same. */
  reads?: Pool;
  /** The way to the actors, on the same pool. */
  outbox: Outbox;
  /** Whether messages travel at once; when not, they wait in Postgres. */
  isRoadUp: () => boolean;
  /** At least 32 bytes: signs access tokens, seals saved answers. */
  secret: Uint8Array;
  log: Logger;
  metrics: Registry;
  limits: Limits;
  /** Without a slash at the end; problem types begin with it. */
  publicUrl: string;
  /** The frontend for firms without one of their own: an address with `{processId}`. Default: the platform's page. */
  caseUrl?: string | null;
  /** What endpoints sign with. The seal is the notifier's, who opens it. */
  webhookKeys: WebhookKeys;
  /** Days that a delivery's body and attempts are kept after its end. */
  webhookDays: number;
  /** Secrets of a firm's connection as they are kept: they open for its channel's adapter alone. */
  sealConnection: (
    owner: { id: string; channel: ChannelName; tenant: string },
    secrets: Record<string, string>,
  ) => string;
  /** A firm's own key to DataJud as it is kept: it opens for this firm alone, and for the gateways. */
  sealDatajudKey: (tenantId: string, key: string) => string;
  /** What the token of a case's page opens, ended or not; undefined for one that is not ours. */
  openCaseLink: (token: string) => CaseLink | undefined;
  /** What the token of a message's page opens, as that of a case. */
  openMessageLink: (token: string) => MessageLink | undefined;
  /** The token of a case's page. */
  signCaseLink: (link: CaseLink) => string;
  /** Why deliveries may not go to a URL, in a sentence; undefined when they may. */
  refuseWebhookUrl: (url: string) => string | undefined;
  /** What the renderer lends: the store, links, and its word on crons, templates and pictures. */
  reports: ReportParts;
  /** The words of messages: the notifier's own, so that a preview is what is sent. */
  templates: TemplateParts;
  /** Wakes event streams. Default: they look every second. */
  eventSignal?: EventSignal;
  /** Pace of event streams. */
  streams?: Partial<StreamPace>;
  /** Whether answers are compared with their schemas. Default: no; tests do. */
  checkAnswers?: boolean;
  /** Unix milliseconds. Default: the clock. */
  now?: () => number;
  /** Address of a caller, for limits. Default: one for all, as in a test. */
  addressOf?: (request: Request) => string;
  /** Whether the process is shutting down and wants no more requests. */
  isStopping?: () => boolean;
}

/** All in milliseconds. */
export interface StreamPace {
  /** Silence after which a stream says that it is alive, and looks whether it may go on. */
  heartbeatMs: number;
  /** How often the feed is looked at while its signal is not live. */
  pollMs: number;
  /** How often a followed job is looked at. */
  jobPollMs: number;
}

export const STREAM_PACE: StreamPace = { heartbeatMs: 15_000, pollMs: 1_000, jobPollMs: 500 };

/** What modules are given. */
export interface ApiDeps
  extends Omit<
    ApiParts,
    'now' | 'addressOf' | 'isStopping' | 'eventSignal' | 'streams' | 'checkAnswers' | 'reads'
  > {
  eventSignal: EventSignal;
  streams: StreamPace;
  checkAnswers: boolean;
  /** The firm's rows over the connections of `reads`: one short statement at a time. */
  reads: (tenantId: string) => TenantReader;
  /** Whether the answer to a request may go on: its credentials are still good and the process is not stopping. */
  mayContinue: (request: Request) => Promise<boolean>;
  now: () => number;
  isStopping: () => boolean;
  tokens: TokenOptions;
  passwords: PasswordHasher;
  limiter: RateLimiter;
}
