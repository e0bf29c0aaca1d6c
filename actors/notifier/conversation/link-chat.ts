import { activateLink } from '../../../db/channels/activate-link.ts';
import { findLinkByAddress, findLinkByCode, type PendingLink } from '../../../db/channels/find-link.ts';
import { linkedUser } from '../../../db/channels/links.ts';
import { readPerson } from '../../../db/people/read.ts';
import { hashLinkCode } from '../../contracts/link-code.ts';
import { notifier } from '../../contracts/notifier.ts';
import { RetryableError } from '../../runtime/errors.ts';
import type { NotifierContext, NotifierParts } from '../parts.ts';
import { answer, type Chat } from './answer.ts';
import { SAY } from './words.ts';

/** Wrong codes that one chat may try in an hour, of the 2·10^14 that there are. */
const WRONG_CODES = 5;
const HOUR_MS = 3_600_000;
const AGAIN_MS = 100;

/**
 * A one-time code came from a chat: the chat is linked to the person it was made for.
 *
 *   too many wrong ones lately ──▶ refused unread
 *   unknown, expired, of another channel or bot ──▶ counted and refused
 *   of another firm ──▶ goes on in the lane of that firm
 *   in a group that somebody else has linked ──▶ refused: nobody takes another's notices away; the code stays good
 *   good ──▶ linked; the message that carried it is kept as the proof of consent
 */
export async function linkChat(
  parts: NotifierParts,
  ctx: NotifierContext,
  chat: Chat,
  code: string,
): Promise<void> {
  const now = parts.now();
  const lately = now.getTime() - (ctx.state.chat?.wrongSince ?? 0) < HOUR_MS ? ctx.state.chat : undefined;
  if ((lately?.wrongCodes ?? 0) >= WRONG_CODES) return answer(ctx, chat, SAY.tooManyCodes());
  const found = await findLinkByCode(ctx.platform, hashLinkCode(code));
  if (!found || found.expiresAt <= now || !isGoodHere(parts, ctx, chat, found)) {
    const wrong = {
      wrongCodes: (lately?.wrongCodes ?? 0) + 1,
      wrongSince: lately?.wrongSince ?? now.getTime(),
    };
    ctx.setState({ ...ctx.state, chat: { ...ctx.state.chat, ...wrong } });
    return answer(ctx, chat, SAY.badCode());
  }
  const { channel, connectionId, inbound } = chat;
  if (found.tenant !== ctx.tenant) {
    ctx.send(
      notifier,
      'converse',
      { tenant: found.tenant, key: ctx.key },
      { channel, connectionId, inbound },
    );
    return;
  }
  if (!inbound.private && (await isTaken(ctx, chat))) return answer(ctx, chat, SAY.groupTaken());
  const person = await ctx.read((tx) => readPerson(tx, found.personId));
  if (!person) return answer(ctx, chat, SAY.badCode());
  ctx.write(async (tx) => {
    const by = {
      connectionId,
      address: inbound.from.chat,
      otherAddress: inbound.from.alias ?? null,
      addressName: inbound.from.name ?? null,
      inboundId: inbound.id,
      user: inbound.from.user,
      windowUntil: chat.windowUntil,
    };
    // Used up between our look and this commit: nothing of it is kept, and the next look finds no code.
    if (!(await activateLink(tx, found.linkId, by)))
      throw new RetryableError('the code was used by another chat', { retryAfterMs: AGAIN_MS });
  });
  ctx.log.info({ channel, link: found.linkId, person: found.personId }, 'a chat was linked');
  answer(ctx, chat, SAY.linked(person.name, inbound.private));
}

/** Whether a group's notices are those of somebody else than who writes. */
async function isTaken(ctx: NotifierContext, { connectionId, inbound }: Chat): Promise<boolean> {
  const link = await findLinkByAddress(ctx.platform, connectionId, inbound.from);
  if (!link) return false;
  if (link.tenant !== ctx.tenant) return true;
  return (await ctx.read((tx) => linkedUser(tx, link.linkId))) !== inbound.from.user;
}

/** A code that names no bot is good with the platform's and with the firm's own: another firm must not hear its people. */
function isGoodHere(
  parts: NotifierParts,
  ctx: NotifierContext,
  { channel, connectionId }: Chat,
  code: PendingLink,
): boolean {
  if (code.channel !== channel) return false;
  if (code.connectionId !== null) return code.connectionId === connectionId;
  return code.tenant === ctx.tenant || parts.platformConnections.some(({ id }) => id === connectionId);
}
