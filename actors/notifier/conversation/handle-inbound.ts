import { activateLink, findByChat, findByCode, openWindow } from '../../../db/channels/link-codes.ts';
import { endLink, type Link } from '../../../db/channels/links.ts';
import { acknowledge } from '../../../db/notifications/acknowledge.ts';
import { readNotification } from '../../../db/notifications/read.ts';
import type { Inbound } from '../../contracts/channels.ts';
import type { Payload } from '../../contracts/contract.ts';
import { notifier } from '../../contracts/notifier.ts';
import type { NotifierContext, NotifierParts } from '../parts.ts';
import { understand } from './understand.ts';

type Converse = Payload<typeof notifier, 'converse'>;

const WINDOW_MS = 24 * 3_600_000;
/** A stranger is told once in so long how to link the chat. */
const STRANGER_MS = 24 * 3_600_000;

const SAYS = {
  linked: 'Pronto: este chat receberá os avisos do Direito Lux. Para parar, escreva SAIR.',
  badCode: 'Este código não vale mais. Gere outro no sistema e envie-o aqui.',
  left: 'Você não receberá mais avisos aqui. Para voltar, gere um novo código no sistema.',
  noticed: 'Ciência registrada.',
  notYours: 'Este aviso não é seu, ou não existe mais.',
  stranger:
    'Olá! Sou o programa de avisos do Direito Lux. Para receber avisos aqui, gere um código no sistema e envie-o nesta conversa.',
};

/**
 * What somebody wrote or pressed in a chat, once, in the order in which they did. The lane's tenant is the firm whose link or
 * connection it is, or `platform` when a stranger wrote to the platform's own bot.
 *
 *   a code ──▶ its firm's lane ──▶ the chat is linked          SAIR, or blocked ──▶ the link ends, and that is kept
 *   «Ciente» ──▶ acknowledged, if it is theirs                 a stranger ──▶ told once a day how to link
 */
export async function handleInbound(
  parts: NotifierParts,
  ctx: NotifierContext,
  message: Converse,
): Promise<void> {
  const inbound = message.inbound as Inbound;
  const to = { ...message, inbound };
  const meaning = understand(inbound);
  if (meaning.what === 'code') return link(ctx, to, meaning.code);
  const known = await ctx.read((tx) => findByChat(tx, message.connectionId, inbound.from.chat));
  if (!known) return greetStranger(parts, ctx, to);
  const until = new Date(Date.parse(inbound.at) + WINDOW_MS);
  if (message.channel === 'whatsapp') ctx.write((tx) => openWindow(tx, known.id, until));
  if (meaning.what === 'left' || meaning.what === 'opt-out') {
    ctx.write(async (tx) => void (await endLink(tx, known.id, 'left', `${meaning.what}: ${inbound.id}`)));
    // Who has blocked the bot cannot be answered.
    if (meaning.what === 'opt-out') reply(ctx, to, SAYS.left);
    return;
  }
  if (meaning.what === 'acknowledge') return takeNotice(parts, ctx, to, known, meaning.notificationId);
}

/** The lane of the firm whose code it is does it; codes are looked up over all firms. */
async function link(
  ctx: NotifierContext,
  to: Converse & { inbound: Inbound },
  code: string,
): Promise<void> {
  const { inbound, connectionId } = to;
  const found = await findByCode(ctx.platform, code);
  if (!found || found.connectionId !== connectionId || !inbound.private) {
    return reply(ctx, to, SAYS.badCode);
  }
  if (found.tenant !== ctx.tenant) {
    return ctx.send(notifier, 'converse', { tenant: found.tenant, key: ctx.key }, to);
  }
  const chat = {
    address: inbound.from.chat,
    name: inbound.from.name ?? null,
    by: inbound.id,
    at: new Date(inbound.at),
  };
  ctx.write(async (tx) => void (await activateLink(tx, found.id, chat)));
  reply(ctx, to, SAYS.linked);
}

/** Scoped to the person of the chat: their own message, or one of a chain that they are in. */
async function takeNotice(
  parts: NotifierParts,
  ctx: NotifierContext,
  to: Converse & { inbound: Inbound },
  { personId }: Link,
  notificationId: string,
): Promise<void> {
  const row = await ctx.read((tx) => readNotification(tx, notificationId));
  if (row?.personId !== personId) return reply(ctx, to, SAYS.notYours);
  const at = parts.now().toISOString();
  ctx.write(async (tx) => void (await acknowledge(tx, notificationId, { by: personId, how: 'chat', at })));
  reply(ctx, to, SAYS.noticed);
}

/** One polite answer, not one for each message: a bot that answers every stranger is a way to make it shout. */
function greetStranger(
  parts: NotifierParts,
  ctx: NotifierContext,
  to: Converse & { inbound: Inbound },
): void {
  const now = parts.now().getTime();
  if (!to.inbound.private || to.inbound.left || ctx.state.heldUntil > now) return;
  ctx.setState({ ...ctx.state, heldUntil: now + STRANGER_MS });
  reply(ctx, to, SAYS.stranger);
}

/** In a message of its own: the answer must not come before what it says is true. */
function reply(ctx: NotifierContext, to: Converse & { inbound: Inbound }, text: string): void {
  ctx.send(notifier, 'answer', { tenant: ctx.tenant, key: ctx.key }, { ...to, text });
}
