import type { Job } from '../../db/jobs/job.ts';
import type { Command, CommandContext, Reply, Wanted } from './command.ts';
import type { CommandRequest } from './read-request.ts';
import { findCommand } from './registry.ts';
import { ask, reply } from './reply.ts';

/**
 * Runs what was asked for, within the person's rights. Whatever is wrong with the request is an answer that says what to do;
 * throws only what the handler throws.
 */
export async function runCommand(ctx: CommandContext, request: CommandRequest): Promise<Reply> {
  const found = findCommand(request.name);
  if (!found) {
    return reply('Não conheço este comando.', { buttons: [ask('O que posso pedir', 'ajuda')] });
  }
  if (!isAllowed(ctx, found)) return forbidden();
  const input = inputOf(found, request);
  const problem = problemOf(found, input);
  return problem ?? found.handler(ctx, input);
}

/** What is said of a job that a command began and that has ended. Undefined when a command has nothing to say any more. */
export async function runLater(ctx: CommandContext, wanted: Wanted, job: Job): Promise<Reply | undefined> {
  const found = findCommand(wanted.name);
  const input = found && inputOf(found, wanted);
  if (!found?.later || problemOf(found, input ?? {})) return undefined;
  return isAllowed(ctx, found) ? found.later(ctx, input, job) : forbidden();
}

/** Whether what was asked for is still meant hours later. */
export function isLasting(request: CommandRequest): boolean {
  const found = findCommand(request.name);
  const input = found && inputOf(found, request);
  return found?.isLasting !== undefined && !problemOf(found, input ?? {}) && found.isLasting(input ?? {});
}

function isAllowed({ permissions }: CommandContext, { permission }: Command): boolean {
  return permission === null || permissions.has(permission);
}

function forbidden(): Reply {
  return reply('Você não tem permissão para isso.', {
    paragraphs: ['Quem cuida do cadastro do escritório pode concedê-la.'],
  });
}

/** Only what the schema knows: a button of an older version may carry more. */
function inputOf(found: Command, { argument, input = {} }: CommandRequest): Record<string, string> {
  const known = Object.keys((found.input as { properties?: object }).properties ?? {});
  const given = { ...input, ...(found.argument && argument ? { [found.argument]: argument } : {}) };
  return Object.fromEntries(
    known.flatMap((name) => (Object.hasOwn(given, name) ? [[name, given[name] ?? '']] : [])),
  );
}

function problemOf(found: Command, input: Record<string, string>): Reply | undefined {
  if (found.check.Check(input)) return undefined;
  const name = found.check.Errors(input).First()?.path.slice(1).split('/')[0] ?? '';
  const missing = input[name] === undefined;
  const word = wordFor(found, name);
  const argument = found.argument ? ` <${wordFor(found, found.argument)}>` : '';
  return reply(missing ? `Falta dizer: ${word}.` : `Não entendi: ${word}.`, {
    paragraphs: [`Escreva assim: /${found.name}${argument} (${found.description}).`],
  });
}

/** A property as people write it, with its accents: the title of its schema. */
function wordFor({ input }: Command, property: string): string {
  const { properties = {} } = input as { properties?: Record<string, { title?: string }> };
  return properties[property]?.title ?? property;
}
