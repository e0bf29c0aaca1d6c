import type { Reply } from '../../commands/command.ts';
import type { Inbound } from '../../contracts/channels.ts';
import { notifier } from '../../contracts/notifier.ts';
import { replyId } from '../../contracts/people.ts';
import type { NotifierContext } from '../parts.ts';

export interface Chat {
  channel: string;
  connectionId: string;
  inbound: Inbound;
  /** Until when a free message may be sent, where the channel has such a window. */
  windowUntil: Date | null;
}

/** Answers in the chat: by a message to the same lane, so that it goes out once what was asked for is committed, and in order. */
export function answer(ctx: NotifierContext, chat: Chat, content: Reply): void {
  const { from, replyTo } = chat.inbound;
  const outbound = {
    id: replyId(ctx.tenant, ctx.messageId),
    tenant: ctx.tenant,
    connection: chat.connectionId,
    address: { to: from.chat, ...(from.name === undefined ? {} : { name: from.name }) },
    content,
    ...(replyTo === undefined ? {} : { replyTo }),
    ...(chat.windowUntil === null ? {} : { windowUntil: chat.windowUntil.toISOString() }),
  };
  ctx.send(notifier, 'answer', { tenant: ctx.tenant, key: ctx.key }, { channel: chat.channel, outbound });
}
