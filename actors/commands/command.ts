import type { Static, TSchema } from '@sinclair/typebox';
import { type TypeCheck, TypeCompiler } from '@sinclair/typebox/compiler';
import type { Job } from '../../db/jobs/job.ts';
import type { TenantTx } from '../../db/tenant.ts';
import type { Content } from '../contracts/channels.ts';
import type { Send } from '../runtime/outbox.ts';
import type { Cause } from './cases/register-case.ts';

/** What a person must be allowed to do. The names are those of the API's scopes. */
export type Permission = 'processes:read' | 'processes:write' | 'ai:write' | 'reports:write';

/** A command with the input that it is asked with. */
export interface Wanted {
  name: string;
  input: Record<string, string>;
}

/** Who asks, and what a command may do for them. */
export interface CommandContext {
  readonly tenant: string;
  readonly person: { id: string; name: string; timeZone: string };
  readonly permissions: ReadonlySet<Permission>;
  readonly cause: Cause;
  readonly now: Date;
  /** When they did: what they wrote may have been on its way for hours. Never after now. */
  readonly askedAt: Date;
  /** Whether sealed cases may be told where the answer is read. */
  readonly tellsSealed: boolean;
  /** How long a report is kept. */
  readonly reportDays: number;
  /** Reads the firm's tables on one snapshot. */
  read<T>(work: (tx: TenantTx) => Promise<T>): Promise<T>;
  /** What shall become true together with the answer. */
  write(work: (tx: TenantTx, send: Send) => Promise<void>): void;
  /** Where the person can read a case: an address of their own, which ends. */
  pageOf(processId: string): string;
  /** Within `write`: once this open job has ended, the `later` of what is wanted is said in the same conversation, once. */
  answerLater(tx: TenantTx, send: Send, jobId: string, wanted: Wanted): Promise<void>;
}

/** An answer: plain text in parts, which each channel puts into its own markup. */
export type Reply = Content;

/** What a command declares. */
export interface CommandDefinition<I extends TSchema = TSchema> {
  /** Lower-case and without accents: `/processo` in a chat. */
  readonly name: string;
  readonly aliases?: readonly string[];
  /** One line, as the list of commands shows it. */
  readonly description: string;
  readonly input: I;
  /** The property of the input that takes what is written after the command. */
  readonly argument?: string;
  readonly permission: Permission | null;
  /** Whether it is still meant when it comes hours after it was given. What only tells, or speaks of its moment, is not. */
  isLasting?(input: Static<I>): boolean;
  handler(ctx: CommandContext, input: Static<I>): Promise<Reply>;
  /** What is said when a job that the handler began has ended, well or not. Rights and secrecy are those of this moment. */
  later?(ctx: CommandContext, input: Static<I>, job: Job): Promise<Reply>;
}

/**
 * Something that a person can ask for in a chat, an assistant in a conversation, or an agent as a tool. One registry serves
 * them all, so names and inputs are a public contract. Everything that is said is in Portuguese.
 */
export interface Command extends CommandDefinition {
  /** Of the input, compiled once. */
  readonly check: TypeCheck<TSchema>;
}

/** Declares a command: its handler's input has the type of its schema. */
export function command<const I extends TSchema>(definition: CommandDefinition<I>): Command {
  return {
    ...(definition as unknown as CommandDefinition),
    check: TypeCompiler.Compile<TSchema>(definition.input),
  };
}
