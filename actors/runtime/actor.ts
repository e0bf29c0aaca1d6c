import type { Static, TSchema } from '@sinclair/typebox';
import type { Contract, MessageType, Payload } from '../contracts/contract.ts';
import type { ActorContext } from './context.ts';
import type { RetryPolicy } from './retry.ts';

/** What an actor remembers between messages. Stored as JSON, one row per (kind, tenant, key). */
export interface StateDefinition<S extends TSchema = TSchema> {
  schema: S;
  /** Raise it when the schema changes, and teach `upgrade` the way from the versions before. */
  version: number;
  initial: () => Static<S>;
  /** Brings a state stored under an older `version` up to the present one. */
  upgrade?: (stored: unknown, version: number) => Static<S>;
}

/**
 * An actor kind, declared as data. One actor is (kind, tenant) or, where a message names a key, (kind, tenant, key):
 * a single-threaded owner of its state. Its messages are handled one after the other, each one's effects are
 * committed together with its removal from the mailbox.
 */
export interface ActorDefinition<C extends Contract = Contract, S extends TSchema = TSchema> {
  contract: C;
  /** One sentence for operators (`nats micro info`). */
  description: string;
  state?: StateDefinition<S>;
  handlers: { readonly [T in MessageType<C>]: Handler<S, Payload<C, T>> };
  /** Mailboxes whose next message is of these types run before the others of their tenant: somebody waits for the answer. */
  urgent?: readonly MessageType<C>[];
  /** Messages of one actor handled between two commits. 1 (default) when a handler reads tables that it writes. */
  messagesPerTurn?: number;
  /** Turns at once in one worker. Default 64. */
  slots?: number;
  /** Keys of one tenant at once. Default a quarter of the slots. */
  slotsPerTenant?: number;
  /** A handler that takes longer is aborted and retried. Default 30,000. */
  timeoutMs?: number;
  retry?: Partial<RetryPolicy>;
}

export type Handler<S extends TSchema, P> = (
  ctx: ActorContext<Static<S>>,
  payload: P,
) => Promise<void> | void;

/** Declares an actor; the types of its handlers follow from its contract. */
export function actor<C extends Contract, S extends TSchema>(
  definition: ActorDefinition<C, S>,
): ActorDefinition<C, S> {
  return definition;
}

/** A definition whose exact types no longer matter: what the engine runs. */
// biome-ignore lint/suspicious/noExplicitAny: handlers of different payloads have no common type but this one.
export type AnyActor = ActorDefinition<any, any>;
