export interface SentMessage {
  message_id: number;
  chat: number;
  /** As the person sees it. */
  text: string;
  links: string[];
  buttons: { text: string; url?: string; callback_data?: string }[];
  at: number;
}

export interface Chat {
  id: number;
  type: 'private' | 'supergroup';
  person: { id: number; first_name: string; is_bot: false };
  /** A bot may write to a person only after the person has. */
  started: boolean;
  blocked: boolean;
  migratedTo: number | undefined;
  messages: (SentMessage | { message_id: number; chat: number; text: string; own: true; at: number })[];
}

export type Update = { update_id: number } & Record<string, unknown>;

/** The people and groups of one bot, and what it has not fetched yet. */
export function createChats(now: () => number) {
  const chats = new Map<number, Chat>();
  let pending: Update[] = [];
  let updateId = 100;
  let messageId = 10;
  let arrived = Promise.withResolvers<void>();

  function chat(id: number, name = 'Ana'): Chat {
    const present = chats.get(id);
    if (present) return present;
    const made: Chat = {
      id,
      type: id < 0 ? 'supergroup' : 'private',
      person: { id: Math.abs(id), first_name: name, is_bot: false },
      started: id < 0,
      blocked: false,
      migratedTo: undefined,
      messages: [],
    };
    chats.set(id, made);
    return made;
  }

  function tell(kind: string, body: unknown): Update {
    const update = { update_id: ++updateId, [kind]: body };
    pending.push(update);
    arrived.resolve();
    arrived = Promise.withResolvers();
    return update;
  }

  const address = ({ id, type }: Chat) => ({ id, type });
  const seconds = () => Math.floor(now() / 1_000);
  return {
    chat,
    has: (id: number) => chats.has(id),
    all: () => chats.values(),
    pending: () => pending,
    forgetBefore(offset: number) {
      pending = pending.filter((update) => update.update_id >= offset);
    },
    nextUpdate: () => arrived.promise,
    /** A message of the bot. */
    add(id: number, message: Omit<SentMessage, 'message_id' | 'chat' | 'at'>): SentMessage {
      const sent = { ...message, message_id: ++messageId, chat: id, at: now() };
      chat(id).messages.push(sent);
      return sent;
    },
    /** What the person does. Each answers the update that tells the bot. */
    write(id: number, text: string): Update {
      const to = chat(id);
      to.started = true;
      const message = { message_id: ++messageId, chat: id, text, own: true as const, at: now() };
      to.messages.push(message);
      return tell('message', {
        message_id: messageId,
        date: seconds(),
        chat: address(to),
        from: to.person,
        text,
      });
    },
    press(id: number, message_id: number, data: string): Update {
      const to = chat(id);
      const message = { message_id, date: seconds(), chat: address(to) };
      return tell('callback_query', { id: `press-${updateId + 1}`, from: to.person, message, data });
    },
    block(id: number, blocked = true): Update {
      const to = chat(id);
      to.blocked = blocked;
      const status = blocked ? 'kicked' : 'member';
      const member = { chat: address(to), from: to.person, date: seconds(), new_chat_member: { status } };
      return tell('my_chat_member', member);
    },
  };
}
export type Chats = ReturnType<typeof createChats>;
