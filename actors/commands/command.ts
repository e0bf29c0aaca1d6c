import type { Static, TSchema } from '@sinclair/typebox';
import type { TenantTx } from '../../db/tenant.ts';
import type { Content } from '../contracts/channels.ts';
import type { Send } from '../runtime/outbox.ts';
import type { Cause } from './cases/register-case.ts';

/** What a person must be allowed to do. The names are those of the API's scopes. */
export type Permission = 'processes:read' | 'processes:write';

/** Who asks, and what a command may do for them. */
export interface CommandContext {
  readonly tenant: string;
  readonly person: { id: string; name: string; timeZone: string };
  readonly permissions: ReadonlySet<Permission>;
  readonly cause: Cause;
  readonly now: Date;
  /** Reads the firm's tables on one snapshot. */
  read<T>(work: (tx: TenantTx) => Promise<T>): Promise<T>;
  /** What shall become true together with the answer. */
  write(work: (tx: TenantTx, send: Send) => Promise<void>): void;
}

/** An answer: plain text in parts, which each channel puts into its own markup. */
export type Reply = Content;

/**
 * Something that a person can ask for in a chat, an assistant in a conversation, or an agent as a tool. One registry serves
 * them all, so names and inputs are a public contract. Everything that is said is in Portuguese.
 */
export interface Command<I extends TSchema = TSchema> {
  /** Lower-case and without accents: `/processo` in a chat. */
  readonly name: string;
  readonly aliases?: readonly string[];
  /** One line, as the list of commands shows it. */
  readonly description: string;
  readonly input: I;
  /** The property of the input that takes what is written after the command. */
  readonly argument?: string;
  readonly permission: Permission | null;
  handler(ctx: CommandContext, input: Static<I>): Promise<Reply>;
}

/** Declares a command: its handler's input has the type of its schema. */
export function command<const I extends TSchema>(definition: Command<I>): Command {
  return definition as unknown as Command;
}
