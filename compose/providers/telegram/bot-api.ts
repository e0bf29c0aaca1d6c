import type { Chats } from './chats.ts';
import { parseHtml } from './html.ts';
import type { Meter } from './limits.ts';

const MAX_TEXT = 4_096;
const MAX_CALLBACK_BYTES = 64;
const TOO_MUCH_REPLY = 100;

export class Refusal extends Error {
  constructor(
    readonly code: number,
    message: string,
    readonly parameters?: { retry_after?: number; migrate_to_chat_id?: number },
  ) {
    super(message);
  }
}

export interface Webhook {
  url: string;
  secret_token?: string;
}

export interface BotParts {
  token: string;
  username: string;
  chats: Chats;
  meter: Meter;
  now: () => number;
  setWebhook(webhook: Webhook | undefined): void;
  webhook(): Webhook | undefined;
  signal: AbortSignal;
}

type Params = Record<string, unknown>;
type Button = { text: string; url?: string; callback_data?: string };

/** The methods of the Bot API that a bot of ours calls (core.telegram.org/bots/api). */
export const METHODS: Record<string, (params: Params, parts: BotParts) => unknown> = {
  getMe: (_, { username }) => ({ id: 1, is_bot: true, first_name: 'Direito Lux', username }),

  async getUpdates({ offset = 0, timeout = 0, limit = TOO_MUCH_REPLY }, { chats, webhook, signal }) {
    if (webhook()) throw new Refusal(409, "Conflict: can't use getUpdates method while webhook is active");
    chats.forgetBefore(Number(offset));
    if (chats.pending().length === 0)
      await Promise.race([chats.nextUpdate(), Bun.sleep(Number(timeout) * 1_000), aborted(signal)]);
    return chats.pending().slice(0, Number(limit));
  },

  setWebhook({ url, secret_token }, parts) {
    if (secret_token !== undefined && !/^[\w-]{1,256}$/.test(String(secret_token)))
      throw new Refusal(400, 'Bad Request: secret token contains unallowed characters');
    parts.setWebhook(url ? { url: String(url), secret_token: secret_token as string } : undefined);
    return true;
  },

  deleteWebhook(_, parts) {
    parts.setWebhook(undefined);
    return true;
  },

  answerCallbackQuery: () => true,

  sendMessage(params, { token, chats, meter, now }) {
    const id = Number(params.chat_id);
    const chat = chats.has(id) ? chats.chat(id) : undefined;
    if (!chat) throw new Refusal(400, 'Bad Request: chat not found');
    if (chat.migratedTo) {
      const to = { migrate_to_chat_id: chat.migratedTo };
      throw new Refusal(400, 'Bad Request: group chat was upgraded to a supergroup chat', to);
    }
    if (!chat.started) throw new Refusal(403, "Forbidden: bot can't initiate conversation with a user");
    if (chat.blocked) throw new Refusal(403, 'Forbidden: bot was blocked by the user');
    const raw = String(params.text ?? '');
    const parsed = params.parse_mode === 'HTML' ? parseHtml(raw) : { text: raw, links: [] };
    if ('refusal' in parsed) throw new Refusal(400, parsed.refusal);
    if (parsed.text === '') throw new Refusal(400, 'Bad Request: message text is empty');
    if (parsed.text.length > MAX_TEXT) throw new Refusal(400, 'Bad Request: message is too long');
    const buttons = buttonsOf(params.reply_markup);
    const wait = meter.take(token, id, now());
    if (wait > 0) throw new Refusal(429, `Too Many Requests: retry after ${wait}`, { retry_after: wait });
    const { message_id, text } = chats.add(id, { ...parsed, buttons });
    return { message_id, date: Math.floor(now() / 1_000), chat: { id, type: chat.type }, text };
  },
};

function buttonsOf(markup: unknown): Button[] {
  const given = typeof markup === 'string' ? JSON.parse(markup) : markup;
  const buttons = ((given as { inline_keyboard?: Button[][] } | undefined)?.inline_keyboard ?? []).flat();
  for (const { url, callback_data } of buttons) {
    if (callback_data !== undefined && Buffer.byteLength(callback_data) > MAX_CALLBACK_BYTES)
      throw new Refusal(400, 'Bad Request: BUTTON_DATA_INVALID');
    if (url !== undefined && !/^https?:\/\/[^/]+\.[a-z]/.test(url))
      throw new Refusal(400, `Bad Request: inline keyboard button URL '${url}' is invalid: Wrong HTTP URL`);
  }
  return buttons;
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
}
