import type { Logger } from 'pino';
import type { Pool, PoolClient } from '../../db/pool.ts';
import { readTenant, type TenantReader, type TenantTx, tenantReader } from '../../db/tenant.ts';
import type { Contract, MessageType, Payload } from '../contracts/contract.ts';
import type { StoredMessage } from './mailbox.ts';
import { type Address, type MessageOptions, message, type OutgoingMessage } from './message.ts';
import type { Send } from './outbox.ts';
import { childSpan } from './trace.ts';

/** Writes to tables, run inside the commit that removes the message; `send` adds messages that only it can know of. */
export type TenantWrite = (tx: TenantTx, send: Send) => Promise<void>;
export type PlatformWrite = (client: PoolClient) => Promise<void>;

/** What one handled message wants to become true. Nothing of it happens unless all of it is committed. */
export interface Effects<S = unknown> {
  state?: { value: S };
  sent: OutgoingMessage[];
  tenantWrites: TenantWrite[];
  platformWrites: PlatformWrite[];
  afterCommit: (() => Promise<void>)[];
}

/** What a handler may do. Outside effects (HTTP, LLM) happen at once and need `idempotencyKey`; all else waits for the commit. */
export interface ActorContext<S = unknown> {
  readonly tenant: string;
  readonly key: string;
  readonly messageId: string;
  /** 1 on the first try. */
  readonly attempt: number;
  readonly jobId: string | undefined;
  /** W3C traceparent of this handling: a span under the one that the message came with. */
  readonly trace: string;
  readonly sentAt: Date;
  /** Aborts on timeout, on shutdown and when the partition is lost. Hand it to everything that waits. */
  readonly signal: AbortSignal;
  readonly log: Logger;
  /** Not to be changed in place (tests freeze it): a change is a new value given to `setState`. */
  readonly state: S;
  setState(next: S): void;
  /** Reads the tenant's tables on one snapshot, before the commit. */
  read<T>(work: (tx: TenantTx) => Promise<T>): Promise<T>;
  /** For one statement by itself, at a third of the cost of `read`. */
  readonly reader: TenantReader;
  /** The runtime role's pool: shared tables (court.*) only. */
  readonly platform: Pool;
  write(work: TenantWrite): void;
  writePlatform(work: PlatformWrite): void;
  send<C extends Contract, T extends MessageType<C>>(
    contract: C,
    type: T,
    to: Address,
    payload: Payload<C, T>,
    options?: MessageOptions,
  ): void;
  /**
   * Begun as soon as the commit is known to hold, before the actor's next turn; nobody waits for its end. Not at all when the worker
   * dies in between or the commit's answer is lost: only for the sooner doing of what a message or reminder of the same commit
   * makes good.
   */
  afterCommit(work: () => Promise<void>): void;
  /** Sends messages that were built elsewhere. */
  sendAll(messages: readonly OutgoingMessage[]): void;
  /** Same for every attempt at this message and for nothing else. */
  idempotencyKey(purpose: string): string;
}

/** Builds the context of one message and the effects that it collects. */
export function createContext<S>(
  stored: StoredMessage,
  state: S,
  runtime: { app: Pool; runtime: Pool; log: Logger },
  deadline: { readonly signal: AbortSignal },
): { ctx: ActorContext<S>; effects: Effects<S> } {
  const effects: Effects<S> = { sent: [], tenantWrites: [], platformWrites: [], afterCommit: [] };
  let current = state;
  let span: string | undefined;
  // Made when first asked for: most handlers neither log nor send.
  const trace = () => (span ??= childSpan(stored.trace));
  const ctx: ActorContext<S> = {
    tenant: stored.tenant,
    key: stored.key,
    messageId: stored.id,
    attempt: stored.attempts + 1,
    jobId: stored.jobId ?? undefined,
    get trace() {
      return trace();
    },
    sentAt: new Date(stored.sentAt),
    get signal() {
      return deadline.signal;
    },
    get log() {
      return runtime.log.child({
        tenant: stored.tenant,
        actor: stored.key || undefined,
        message: stored.id,
        trace: trace(),
      });
    },
    get state() {
      return current;
    },
    setState(next) {
      current = next;
      effects.state = { value: next };
    },
    read: (work) => readTenant(runtime.app, stored.tenant, work),
    get reader() {
      return tenantReader(runtime.app, stored.tenant);
    },
    platform: runtime.runtime,
    write: (work) => void effects.tenantWrites.push(work),
    writePlatform: (work) => void effects.platformWrites.push(work),
    afterCommit: (work) => void effects.afterCommit.push(work),
    sendAll: (messages) => void effects.sent.push(...messages),
    send(contract, type, to, payload, options) {
      effects.sent.push(
        message(contract, type, to, payload, {
          cause: stored.id,
          trace: trace(),
          ...options,
        }),
      );
    },
    idempotencyKey: (purpose) => `${stored.id}:${purpose}`,
  };
  return { ctx, effects };
}
