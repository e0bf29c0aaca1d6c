import { countBotCommand, readBotUsage } from '../../../db/bot-usage/count.ts';
import type { Person } from '../../../db/people/person.ts';
import type { CommandRequest } from '../../commands/read-request.ts';
import { isLasting, runCommand } from '../../commands/run.ts';
import { BOT_COMMANDS } from '../../contracts/plans.ts';
import type { NotifierContext, NotifierParts } from '../parts.ts';
import { answer, type Chat } from './answer.ts';
import { commandContext } from './command-context.ts';
import { SAY } from './words.ts';

/** So old a request is answered: a provider keeps what people wrote while the adapter was away, and gives it all at once. */
const ASKED_WITHIN_MS = 3_600_000;

/**
 * Does what a linked person asked for, within their rights and the plan, and answers. What comes hours later is done where it is
 * still meant, and is otherwise met with silence: nobody waits for it any more, and it is not counted.
 */
export async function obey(
  parts: NotifierParts,
  ctx: NotifierContext,
  chat: Chat,
  person: Person,
  request: CommandRequest,
): Promise<void> {
  const isOld = parts.now().getTime() - Date.parse(chat.inbound.at) > ASKED_WITHIN_MS;
  if (isOld && !isLasting(request)) {
    ctx.log.info({ channel: chat.channel, command: request.name }, 'a command came too late to be answered');
    return;
  }
  const usage = await ctx.read(readBotUsage);
  const limit = BOT_COMMANDS[usage.plan] ?? null;
  if (limit !== null && usage.commands >= limit) return answer(ctx, chat, SAY.usedUp());
  const content = await runCommand(commandContext(parts, ctx, chat, person), request);
  ctx.write(countBotCommand);
  ctx.log.info({ channel: chat.channel, command: request.name, person: person.id }, 'a command was given');
  answer(ctx, chat, content);
}
