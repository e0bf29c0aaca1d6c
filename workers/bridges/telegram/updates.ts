import { type Static, Type } from '@sinclair/typebox';
import { TypeCompiler } from '@sinclair/typebox/compiler';
import type { Inbound } from '../../../actors/contracts/channels.ts';
import type { Memory } from '../../../actors/runtime/nats/bridge/memory.ts';
import { cut } from '../kit/cut.ts';
import { WebhookRefusal } from '../kit/failures.ts';
import { instantOf } from '../kit/instant.ts';
import { slashCommand } from '../kit/slash-command.ts';
import { decodeCommand } from './buttons.ts';

/** The kinds that we ask Telegram for. */
export const UPDATE_KINDS = ['message', 'callback_query', 'my_chat_member'] as const;

const Person = Type.Object({
  id: Type.Integer(),
  is_bot: Type.Optional(Type.Boolean()),
  first_name: Type.Optional(Type.String()),
  last_name: Type.Optional(Type.String()),
});
const Chat = Type.Object({ id: Type.Integer(), type: Type.String() });
const Message = Type.Object({
  message_id: Type.Integer(),
  date: Type.Integer(),
  chat: Chat,
  from: Type.Optional(Person),
  text: Type.Optional(Type.String()),
  caption: Type.Optional(Type.String()),
  contact: Type.Optional(
    Type.Object({ phone_number: Type.String(), user_id: Type.Optional(Type.Integer()) }),
  ),
});

/** What we read of an Update (core.telegram.org/bots/api#update). */
export const Update = Type.Object({
  update_id: Type.Integer(),
  message: Type.Optional(Message),
  callback_query: Type.Optional(
    Type.Object({
      id: Type.String(),
      from: Person,
      message: Type.Optional(Message),
      data: Type.Optional(Type.String()),
    }),
  ),
  my_chat_member: Type.Optional(
    Type.Object({
      chat: Chat,
      from: Person,
      date: Type.Integer(),
      new_chat_member: Type.Object({ status: Type.String() }),
    }),
  ),
});
export type Update = Static<typeof Update>;

const isUpdate = TypeCompiler.Compile(Update);

/** @throws WebhookRefusal when it is no Update */
export function checkUpdate(value: unknown): Update {
  if (isUpdate.Check(value)) return value;
  const first = isUpdate.Errors(value).First();
  throw new WebhookRefusal(400, 'no-update', `This is no Update: ${first?.path || '/'} ${first?.message}`);
}

/** What a person did, or undefined when the update is of no interest. @throws WebhookRefusal when it can have happened at no such time */
export async function toInbound(update: Update, memory: Memory): Promise<Inbound | undefined> {
  const { message, callback_query: press, my_chat_member: member } = update;
  const id = String(update.update_id);
  if (message?.from && !message.from.is_bot) {
    const text = message.text ?? message.caption;
    const { contact } = message;
    const own = contact && contact.user_id === message.from.id;
    return {
      id,
      at: instant(message.date),
      from: {
        ...who(message.chat, message.from),
        ...(own ? { phone: contact.phone_number.slice(0, 32) } : {}),
      },
      private: message.chat.type === 'private',
      replyTo: String(message.message_id),
      ...(text ? { text: text.slice(0, 4_096), command: slashCommand(text) } : {}),
    };
  }
  if (press?.message) {
    return {
      id,
      at: new Date().toISOString(),
      from: who(press.message.chat, press.from),
      private: press.message.chat.type === 'private',
      replyTo: String(press.message.message_id),
      command: await decodeCommand(press.data ?? '', memory),
    };
  }
  if (member && ['kicked', 'left'].includes(member.new_chat_member.status)) {
    return {
      id,
      at: instant(member.date),
      from: who(member.chat, member.from),
      private: member.chat.type === 'private',
      left: true,
    };
  }
  return undefined;
}

function who(chat: Static<typeof Chat>, person: Static<typeof Person>): Inbound['from'] {
  const name = [person.first_name, person.last_name].filter(Boolean).join(' ');
  return { chat: String(chat.id), user: String(person.id), ...(name ? { name: cut(name, 200) } : {}) };
}

function instant(seconds: number): string {
  const at = instantOf(seconds);
  if (at) return at;
  throw new WebhookRefusal(400, 'bad-time', 'Its date is in the future, or more than eight days ago.');
}
