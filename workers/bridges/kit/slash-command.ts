import type { Inbound } from '../../../actors/contracts/channels.ts';
import { cut } from './cut.ts';

/** `/processo 123`, and with the bot's name behind an @: `/processo@our_bot 123`. undefined when the text is none. */
export function slashCommand(text: string): Inbound['command'] {
  const [, name, argument = ''] = /^\/([\p{L}\d_]{1,32})(?:@\w+)?(?:\s+([\s\S]*))?$/u.exec(text) ?? [];
  if (!name) return undefined;
  const trimmed = cut(argument.trim(), 1_000);
  return { name: name.toLowerCase(), ...(trimmed ? { argument: trimmed } : {}) };
}
