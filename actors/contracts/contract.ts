import type { Static, TSchema } from '@sinclair/typebox';

/** The messages that actors of one kind accept: what both sides of a mailbox agree on. */
export interface Contract<M extends Messages = Messages> {
  /** Lower-case with hyphens; a subject token. */
  readonly kind: string;
  readonly messages: M;
}

export type Messages = Readonly<Record<string, TSchema>>;

export type MessageType<C extends Contract> = keyof C['messages'] & string;

export type Payload<C extends Contract, T extends MessageType<C>> = Static<C['messages'][T]>;

/**
 * Declares a contract. A field added later must be optional: messages of the version before are still under way
 * during a rolling deploy.
 */
export function contract<const M extends Messages>(kind: string, messages: M): Contract<M> {
  return { kind, messages };
}
