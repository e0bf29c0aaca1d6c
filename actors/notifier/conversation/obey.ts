import { countBotCommand, readBotUsage } from '../../../db/bot-usage/count.ts';
import type { Person } from '../../../db/people/person.ts';
import type { CommandContext, Permission } from '../../commands/command.ts';
import type { CommandRequest } from '../../commands/read-request.ts';
import { runCommand } from '../../commands/run.ts';
import { BOT_COMMANDS } from '../../contracts/plans.ts';
import type { NotifierContext, NotifierParts } from '../parts.ts';
import { answer, type Chat } from './answer.ts';
import { SAY } from './words.ts';

/** What each role may do by chat. Somebody who is only told, such as a client, may look and nothing else. */
const PERMISSIONS: Record<string, readonly Permission[]> = {
  owner: ['processes:read', 'processes:write'],
  member: ['processes:read', 'processes:write'],
};

/** Does what a linked person asked for, within their rights and the plan, and answers. */
export async function obey(
  parts: NotifierParts,
  ctx: NotifierContext,
  chat: Chat,
  person: Person,
  request: CommandRequest,
): Promise<void> {
  const usage = await ctx.read(readBotUsage);
  const limit = BOT_COMMANDS[usage.plan] ?? null;
  if (limit !== null && usage.commands >= limit) return answer(ctx, chat, SAY.usedUp());
  const commandContext: CommandContext = {
    tenant: ctx.tenant,
    person: { id: person.id, name: person.name, timeZone: person.timeZone },
    permissions: new Set(PERMISSIONS[person.role] ?? ['processes:read']),
    cause: { id: ctx.messageId, trace: ctx.trace },
    now: parts.now(),
    read: (work) => ctx.read(work),
    write: (work) => ctx.write(work),
  };
  const content = await runCommand(commandContext, request);
  ctx.write(countBotCommand);
  ctx.log.info({ channel: chat.channel, command: request.name, person: person.id }, 'a command was given');
  answer(ctx, chat, content);
}
