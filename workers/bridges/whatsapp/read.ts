import type { Inbound, Receipt } from '../../../actors/contracts/channels.ts';
import { cut } from '../kit/cut.ts';
import { instantOf } from '../kit/instant.ts';
import { slashCommand } from '../kit/slash-command.ts';
import { toFailure } from './errors.ts';
import type { Contact, Message, Status, Value } from './payload.ts';
import { decodeCommand } from './render.ts';

const STATES = ['sent', 'delivered', 'read', 'failed'];

/** What people wrote. A person without a phone is known by the business-scoped user id alone. */
export function readMessages({ messages = [], contacts = [] }: Value): Inbound[] {
  return messages.flatMap((message) => {
    const at = instantOf(Number(message.timestamp));
    const contact = contactOf(message, contacts);
    const phone = message.from ?? contact?.wa_id;
    const userId = message.from_user_id ?? contact?.user_id;
    const chat = phone ?? userId;
    if (!chat || !at) return [];
    const name = contact?.profile?.name;
    return {
      id: message.id,
      at,
      from: {
        chat,
        user: userId ?? chat,
        ...(name ? { name: cut(name, 200) } : {}),
        ...(phone ? { phone: phone.slice(0, 32) } : {}),
        ...aliasOf(message, contacts),
      },
      private: true,
      replyTo: message.id,
      ...said(message),
    };
  });
}

/**
 * The user id of who wrote by their phone: only where WhatsApp itself says of both that they are one person, in the message or in a
 * contact that the message names, and says nothing else beside.
 */
function aliasOf({ from, from_user_id }: Message, contacts: Contact[]): { alias?: string } {
  const pairs = [
    { phone: from, userId: from_user_id },
    ...contacts
      .filter(
        ({ wa_id, user_id }) =>
          (wa_id !== undefined && wa_id === from) || (user_id !== undefined && user_id === from_user_id),
      )
      .map(({ wa_id, user_id }) => ({ phone: wa_id, userId: user_id })),
  ];
  const phones = new Set(pairs.flatMap(({ phone }) => phone || []));
  const userIds = new Set(pairs.flatMap(({ userId }) => userId || []));
  const [alias] = userIds;
  return phones.size === 1 && userIds.size === 1 && alias ? { alias } : {};
}

/** What became of what we sent; in any order, and `read` may come without `delivered`. */
export function readStatuses({ statuses = [] }: Value): Receipt[] {
  return statuses
    .filter(({ status }) => STATES.includes(status))
    .flatMap((status) => {
      const at = instantOf(Number(status.timestamp));
      return at ? [{ status, at }] : [];
    })
    .map(({ status, at }) => ({
      ...(status.biz_opaque_callback_data ? { id: status.biz_opaque_callback_data } : {}),
      providerId: status.id,
      state: status.status as Receipt['state'],
      at,
      ...failure(status),
      ...cost(status),
    }));
}

/** Messages and statuses that are of no time at which they can have come about. */
export function countMistimed({ messages = [], statuses = [] }: Value): number {
  return [...messages, ...statuses].filter(({ timestamp }) => !instantOf(Number(timestamp))).length;
}

function said({ text, button, interactive }: Message): Pick<Inbound, 'text' | 'command'> {
  if (text) return { text: text.body.slice(0, 4_096), command: slashCommand(text.body) };
  const choice = interactive?.button_reply ?? interactive?.list_reply;
  const pressed = choice?.id ?? button?.payload;
  const label = choice?.title ?? button?.text;
  return {
    ...(label ? { text: label.slice(0, 4_096) } : {}),
    command: pressed ? decodeCommand(pressed) : undefined,
  };
}

function failure({ status, errors }: Status): Pick<Receipt, 'error'> {
  const [first] = errors ?? [];
  if (status !== 'failed' || !first) return {};
  const { class: decision, code, message, retryAfterMs } = toFailure(first, 400);
  return {
    error: {
      class: decision,
      code,
      detail: message,
      ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
    },
  };
}

function cost({ pricing }: Status): Pick<Receipt, 'cost'> {
  if (!pricing?.category) return {};
  return { cost: { category: pricing.category.slice(0, 100), billable: pricing.billable ?? true } };
}

function contactOf(message: Message, contacts: Contact[]): Contact | undefined {
  const same = contacts.find(
    ({ wa_id, user_id }) =>
      (wa_id !== undefined && wa_id === message.from) ||
      (user_id !== undefined && user_id === message.from_user_id),
  );
  return same ?? (contacts.length === 1 ? contacts[0] : undefined);
}
