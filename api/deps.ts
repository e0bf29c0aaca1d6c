import type { Logger } from 'pino';
import type { Registry } from 'prom-client';
import type { Outbox } from '../actors/runtime/outbox.ts';
import type { Pool } from '../db/pool.ts';
import type { TokenOptions } from './auth/access-token.ts';
import type { PasswordHasher } from './auth/passwords.ts';
import type { RateLimiter, RatePolicy } from './rate/limiter.ts';

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
  /** Unix milliseconds. Default: the clock. */
  now?: () => number;
  /** Address of a caller, for limits. Default: one for all, as in a test. */
  addressOf?: (request: Request) => string;
  /** Whether the process is shutting down and wants no more requests. */
  isStopping?: () => boolean;
}

/** What modules are given. */
export interface ApiDeps extends Omit<ApiParts, 'now' | 'addressOf' | 'isStopping'> {
  now: () => number;
  isStopping: () => boolean;
  tokens: TokenOptions;
  passwords: PasswordHasher;
  limiter: RateLimiter;
}
