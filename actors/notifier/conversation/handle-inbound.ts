import { learnAlias, openWindow } from '../../../db/channels/activate-link.ts';
import { findLinkByAddress } from '../../../db/channels/find-link.ts';
import { linkedUser } from '../../../db/channels/links.ts';
import { readPerson } from '../../../db/people/read.ts';
import { type CommandRequest, readRequest } from '../../commands/read-request.ts';
import { CHANNELS } from '../../contracts/channel/declared.ts';
import type { Inbound } from '../../contracts/channels.ts';
import type { Payload } from '../../contracts/contract.ts';
import { looksLikeLinkCode, readLinkCode } from '../../contracts/link-code.ts';
import { notifier } from '../../contracts/notifier.ts';
import type { NotifierContext, NotifierParts } from '../parts.ts';
import { answer, type Chat } from './answer.ts';
import { changeHandsEverywhere } from './change-hands.ts';
import { leaveEverywhere } from './leave.ts';
import { linkChat } from './link-chat.ts';
import { obey } from './obey.ts';
import { SAY, wantsToLeave } from './words.ts';

/** Somebody who is no user hears of it this often, and two robots do not talk for ever. */
const TOLD_EVERY_MS = 24 * 3_600_000;
const HINT_EVERY_MS = 60_000;
/** Who asks for the way in is answered at once, so many times an hour. */
const HELPS = 10;
const HOUR_MS = 3_600_000;
/** What a code comes with. */
const LINKING = new Set(['start', 'vincular']);

/**
 * What somebody wrote or pressed in a chat, once, in the order in which they did. The lane's tenant is the firm whose link or
 * connection it is, or `platform` when a stranger wrote to the platform's own bot.
 *
 *   a one-time code ──▶ link-chat.ts
 *   what was meant as a code ──▶ how a code looks; `/start` of a stranger ──▶ how to link; ten times an hour
 *   a chat with two names, of which one was known ──▶ both are, from now on
 *   a chat of which one name was known with another than this ──▶ change-hands.ts: those links end, and this is a stranger
 *   nobody's chat ──▶ one polite answer a day with how to link; in a group, silence
 *   the bot was blocked or removed ──▶ leave.ts: the links end at every firm
 *   in a group, by anybody but who linked it ──▶ silence: a stranger must not end a lawyer's notices
 *   the person wants to leave ──▶ leave.ts, with a word of confirmation
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
  const windowMs = CHANNELS.find(({ name }) => name === channel)?.windowMs ?? null;
  const windowUntil = windowMs === null ? null : new Date(Date.parse(inbound.at) + windowMs);
  const chat: Chat = { channel, connectionId, inbound, windowUntil };
  const changedHands = await changeHandsEverywhere(ctx, chat);
  const code = codeOf(inbound);
  if (code) return linkChat(parts, ctx, chat, code);
  const link = await findLinkByAddress(ctx.platform, connectionId, inbound.from);
  const person =
    link?.tenant === ctx.tenant ? await ctx.read((tx) => readPerson(tx, link.personId)) : undefined;
  if (!link || !person) {
    if (inbound.left || !inbound.private) return;
    // Which firms wrote to this number before is nothing of theirs.
    if (changedHands && wantsToLeave(saidToBot(inbound))) return answer(ctx, chat, SAY.left([]));
    if (isMistyped(inbound)) return help(ctx, chat, SAY.mistypedCode(), now);
    if (inbound.command?.name === 'start') return help(ctx, chat, SAY.stranger(), now);
    return tell(ctx, chat, SAY.stranger(), TOLD_EVERY_MS, now);
  }
  const isTheirs =
    inbound.private || (await ctx.read((tx) => linkedUser(tx, link.linkId))) === inbound.from.user;
  const { chat: name, alias } = inbound.from;
  if (alias && link.lacksAlias) ctx.write((tx) => learnAlias(tx, link.linkId, { chat: name, alias }));
  if (inbound.left) return leaveEverywhere(ctx, chat, 'blocked');
  if (isTheirs && wantsToLeave(saidToBot(inbound))) return leaveEverywhere(ctx, chat, 'asked');
  if (!isTheirs) return;
  // What was on its way for longer than a window opens none.
  if (windowUntil && windowUntil > now) {
    ctx.write((tx) => openWindow(tx, link.linkId, windowUntil));
    const lane = { tenant: ctx.tenant, key: link.personId };
    ctx.send(notifier, 'windowOpened', lane, { linkId: link.linkId });
  }
  const request = requestOf(inbound);
  if (isMistyped(inbound) && (!request || LINKING.has(request.name)))
    return help(ctx, chat, SAY.mistypedCode(), now);
  if (request) return obey(parts, ctx, chat, person, request);
  if (inbound.private) tell(ctx, chat, SAY.notUnderstood(), HINT_EVERY_MS, now);
}

function codeOf(inbound: Inbound): string | undefined {
  const { command } = inbound;
  if (command && LINKING.has(command.name)) return readLinkCode(command.argument ?? '');
  const text = saidToBot(inbound);
  return text === undefined ? undefined : readLinkCode(text);
}

/** Something that was meant as a code and is none. */
function isMistyped(inbound: Inbound): boolean {
  const { command } = inbound;
  if (command) return LINKING.has(command.name) && command.argument !== undefined;
  const text = saidToBot(inbound);
  return text !== undefined && looksLikeLinkCode(text);
}

function requestOf(inbound: Inbound): CommandRequest | undefined {
  const { command } = inbound;
  if (command) return { name: command.name, argument: command.argument, input: command.input };
  const text = saidToBot(inbound);
  return text === undefined ? undefined : readRequest(text);
}

function help(ctx: NotifierContext, chat: Chat, content: Parameters<typeof answer>[2], now: Date): void {
  const { chat: known } = ctx.state;
  const lately = now.getTime() - (known?.helpedSince ?? 0) < HOUR_MS ? known : undefined;
  const helps = (lately?.helps ?? 0) + 1;
  if (helps > HELPS) return;
  const helped = { helps, helpedSince: lately?.helpedSince ?? now.getTime() };
  ctx.setState({ ...ctx.state, chat: { ...known, ...helped } });
  answer(ctx, chat, content);
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
