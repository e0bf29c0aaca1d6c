import { openWindow } from '../../../db/channels/activate-link.ts';
import { findLinkByAddress } from '../../../db/channels/find-link.ts';
import { endLink, linkedUser } from '../../../db/channels/links.ts';
import { readPerson } from '../../../db/people/read.ts';
import { type CommandRequest, readRequest } from '../../commands/read-request.ts';
import type { Inbound } from '../../contracts/channels.ts';
import type { Payload } from '../../contracts/contract.ts';
import { readLinkCode } from '../../contracts/link-code.ts';
import type { notifier } from '../../contracts/notifier.ts';
import type { NotifierContext, NotifierParts } from '../parts.ts';
import { answer, type Chat } from './answer.ts';
import { linkChat } from './link-chat.ts';
import { obey } from './obey.ts';
import { SAY, wantsToLeave } from './words.ts';

/** WhatsApp: free messages within 24 hours of what the person wrote last. */
const WINDOW_MS: Record<string, number> = { whatsapp: 24 * 3_600_000 };
/** Somebody who is no user hears of it this often, and two robots do not talk for ever. */
const TOLD_EVERY_MS = 24 * 3_600_000;
const HINT_EVERY_MS = 60_000;

/**
 * What somebody wrote or pressed in a chat, once, in the order in which they did. The lane's tenant is the firm whose link or
 * connection it is, or `platform` when a stranger wrote to the platform's own bot.
 *
 *   a one-time code ──▶ link-chat.ts
 *   nobody's chat ──▶ one polite answer a day with how to link; in a group, silence
 *   the bot was blocked or removed ──▶ the link ends
 *   in a group, by anybody but who linked it ──▶ silence: a stranger must not end a lawyer's notices
 *   the person wants to leave ──▶ the link ends, with a word of confirmation
 *   a command, a button ──▶ obey.ts
 *   anything else ──▶ a hint, at most once a minute; in a group, silence
 *
 * In a group words are talk. Only what is addressed to the bot counts: a slash command, a mention, a button.
 */
export async function handleInbound(
  parts: NotifierParts,
  ctx: NotifierContext,
  { channel, connectionId, inbound }: Payload<typeof notifier, 'converse'>,
): Promise<void> {
  const now = parts.now();
  const window = WINDOW_MS[channel];
  const windowUntil = window === undefined ? null : new Date(Date.parse(inbound.at) + window);
  const chat: Chat = { channel, connectionId, inbound, windowUntil };
  const code = codeOf(inbound);
  if (code) return linkChat(parts, ctx, chat, code);

  const link = await findLinkByAddress(ctx.platform, connectionId, inbound.from.chat);
  const person =
    link?.tenant === ctx.tenant ? await ctx.read((tx) => readPerson(tx, link.personId)) : undefined;
  if (!link || !person) {
    if (inbound.left || !inbound.private) return;
    return tell(ctx, chat, SAY.stranger(), TOLD_EVERY_MS, now);
  }
  const isTheirs =
    inbound.private || (await ctx.read((tx) => linkedUser(tx, link.linkId))) === inbound.from.user;
  if (inbound.left || (isTheirs && wantsToLeave(saidToBot(inbound)))) {
    ctx.write(
      async (tx) => void (await endLink(tx, link.linkId, 'left', inbound.left ? 'blocked' : 'asked')),
    );
    ctx.log.info({ channel, link: link.linkId }, 'a person left a channel');
    return inbound.left ? undefined : answer(ctx, chat, SAY.left());
  }
  if (!isTheirs) return;
  if (windowUntil) ctx.write((tx) => openWindow(tx, link.linkId, windowUntil));
  const request = requestOf(inbound);
  if (request) return obey(parts, ctx, chat, person, request);
  if (inbound.private) tell(ctx, chat, SAY.notUnderstood(), HINT_EVERY_MS, now);
}

function codeOf(inbound: Inbound): string | undefined {
  const { command } = inbound;
  if (command?.name === 'start' || command?.name === 'vincular') return readLinkCode(command.argument ?? '');
  const text = saidToBot(inbound);
  return text === undefined ? undefined : readLinkCode(text);
}

function requestOf(inbound: Inbound): CommandRequest | undefined {
  const { command } = inbound;
  if (command) return { name: command.name, argument: command.argument, input: command.input };
  const text = saidToBot(inbound);
  return text === undefined ? undefined : readRequest(text);
}

/** What is said to the bot in words: in a group, a command alone. */
function saidToBot({ private: isPrivate, text, command }: Inbound): string | undefined {
  return isPrivate ? text : command && `/${command.name}`;
}

function tell(
  ctx: NotifierContext,
  chat: Chat,
  content: Parameters<typeof answer>[2],
  everyMs: number,
  now: Date,
): void {
  if (now.getTime() - (ctx.state.chat?.toldAt ?? 0) < everyMs) return;
  ctx.setState({ ...ctx.state, chat: { ...ctx.state.chat, toldAt: now.getTime() } });
  answer(ctx, chat, content);
}
