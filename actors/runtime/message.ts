import { FormatRegistry, type TSchema } from '@sinclair/typebox';
import { TypeCompiler } from '@sinclair/typebox/compiler';
import type { Contract, MessageType, Payload } from '../contracts/contract.ts';
import { newId } from '../contracts/ids.ts';
import { isTenantToken, partitionOf } from '../contracts/subjects.ts';
import { TerminalError } from './errors.ts';

/** A message on its way into a mailbox, as `rt.send` takes it. */
export interface OutgoingMessage {
  id: string;
  kind: string;
  partition: number;
  tenant: string;
  /** Lane under the tenant; '' is the actor's own. */
  key: string;
  type: string;
  payload: unknown;
  /** Unix milliseconds; a reminder sleeps until then. */
  due?: number;
  /** Name of the reminder: a later one of the same name replaces it while it sleeps. */
  reminder?: string;
  job?: string;
  /** Id of the message or request that led to this one. */
  cause?: string;
  /** W3C traceparent. */
  trace?: string;
}

export interface Address {
  tenant: string;
  key?: string;
}

export interface MessageOptions {
  at?: Date;
  reminder?: string;
  jobId?: string;
  cause?: string;
  trace?: string;
  /** Known to the sender beforehand; a new one otherwise. Two messages of one id are two messages. */
  id?: string;
}

/**
 * Builds a message for an actor of another kind (or one's own) and checks it against the contract.
 * @throws TerminalError when the payload does not fit: the sender's code is wrong, trying again would not help.
 */
export function message<C extends Contract, T extends MessageType<C>>(
  contract: C,
  type: T,
  to: Address,
  payload: Payload<C, T>,
  options: MessageOptions = {},
): OutgoingMessage {
  const problem = checkPayload(contract, type, payload);
  if (problem) throw new TerminalError(`cannot send ${contract.kind}.${type}: ${problem}`);
  if (!isTenantToken(to.tenant)) throw new TerminalError(`"${to.tenant}" cannot be part of a subject`);
  if (to.key && !isTenantToken(to.key)) throw new TerminalError(`"${to.key}" cannot be the key of an actor`);
  return {
    id: options.id ?? newId('message'),
    kind: contract.kind,
    partition: partitionOf(to.tenant),
    tenant: to.tenant,
    key: to.key ?? '',
    type,
    payload,
    due: options.at?.getTime(),
    reminder: options.reminder,
    job: options.jobId,
    cause: options.cause,
    trace: options.trace,
  };
}

/** Of several reminders of one name for one actor only the last: one statement cannot replace a row twice. */
export function withoutReplaced(messages: readonly OutgoingMessage[]): readonly OutgoingMessage[] {
  if (!messages.some((m) => m.due !== undefined && m.reminder !== undefined)) return messages;
  const last = new Map<string, OutgoingMessage>();
  const name = (m: OutgoingMessage) => `${m.kind} ${m.tenant} ${m.key} ${m.reminder}`;
  const isReminder = (m: OutgoingMessage) => m.due !== undefined && m.reminder !== undefined;
  for (const m of messages) if (isReminder(m)) last.set(name(m), m);
  return messages.filter((m) => !isReminder(m) || last.get(name(m)) === m);
}

/** What is wrong with a payload, in a sentence that names the field; undefined when it fits. */
export function checkPayload(contract: Contract, type: string, payload: unknown): string | undefined {
  const schema = contract.messages[type];
  if (!schema) {
    return `there is no message "${type}"; known are ${Object.keys(contract.messages).join(', ')}`;
  }
  const check = compiled(schema);
  if (check.Check(payload)) return undefined;
  const first = check.Errors(payload).First();
  return first ? `${first.path || '/'}: ${first.message}` : 'it does not fit the schema';
}

type Compiled = ReturnType<typeof TypeCompiler.Compile>;
const compiledSchemas = new WeakMap<TSchema, Compiled>();

function compiled(schema: TSchema): Compiled {
  let check = compiledSchemas.get(schema);
  if (!check) {
    knowInstants();
    check = TypeCompiler.Compile(schema);
    compiledSchemas.set(schema, check);
  }
  return check;
}

/** ISO 8601 with offset. A format that nobody has registered refuses everything. */
function knowInstants(): void {
  if (FormatRegistry.Has('date-time')) return;
  const shape = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/i;
  FormatRegistry.Set('date-time', (text) => shape.test(text) && !Number.isNaN(Date.parse(text)));
}
