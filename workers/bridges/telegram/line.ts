import { Telegram, TelegramError } from 'telegraf';
import type { Outbound } from '../../../actors/contracts/channels.ts';
import type { Line, LineParts, Received, Sent, WebhookRequest } from '../kit/channel.ts';
import { WebhookRefusal } from '../kit/failures.ts';
import { readJson } from '../kit/read-body.ts';
import { hmacHex, isSame } from '../kit/signature.ts';
import { encodeCommand } from './buttons.ts';
import { toFailure } from './errors.ts';
import { renderButtons, renderText } from './render.ts';
import { checkUpdate, toInbound, UPDATE_KINDS, type Update } from './updates.ts';

/** How long Telegram keeps a question for updates open. Seconds. */
const POLL_SECONDS = 25;

/** A bot. Polls for what people write, or, when the world reaches us, is called by Telegram. */
export function openLine(parts: LineParts, apiRoot: string): Line {
  const token = parts.secrets.token ?? '';
  const telegram = new Telegram(token, { apiRoot });
  // Known to both sides without being kept: whoever has it has the token.
  const secretToken = hmacHex(token, 'webhook-secret-token');

  async function send(outbound: Outbound, signal: AbortSignal): Promise<Sent> {
    const { content, replyTo } = outbound;
    const inline_keyboard = await renderButtons(content, (command) => encodeCommand(command, parts.memory));
    const message = {
      text: renderText(content),
      parse_mode: 'HTML' as const,
      link_preview_options: { is_disabled: true },
      ...(inline_keyboard.length > 0 ? { reply_markup: { inline_keyboard } } : {}),
      ...(replyTo && /^\d{1,15}$/.test(replyTo)
        ? { reply_parameters: { message_id: Number(replyTo), allow_sending_without_reply: true } }
        : {}),
    };
    const call = (chat_id: string) =>
      telegram.callApi('sendMessage', { chat_id, ...message }, { signal: signal as never });
    const { to } = outbound.address;
    try {
      const { message_id } = await call(to).catch((error) => call(movedTo(error)));
      return { providerId: String(message_id) };
    } catch (error) {
      if (error instanceof TelegramError) throw toFailure(error.response, to);
      throw error;
    }
  }

  async function take(update: Update): Promise<Received> {
    const message = await toInbound(update, parts.memory);
    const press = update.callback_query;
    return {
      messages: message ? [message] : [],
      // Until it is answered the button shows that it works.
      after: async () => {
        if (press) await telegram.callApi('answerCallbackQuery', { callback_query_id: press.id });
      },
    };
  }

  async function receive(request: WebhookRequest): Promise<Received> {
    if (request.method !== 'POST') throw new WebhookRefusal(405, 'bad-method', 'Telegram posts updates.');
    if (!isSame(request.headers.get('x-telegram-bot-api-secret-token') ?? '', secretToken))
      throw new WebhookRefusal(401, 'bad-signature', 'The secret token is not the one of this bot.');
    return take(checkUpdate(readJson(request.body)));
  }

  async function poll(signal: AbortSignal): Promise<void> {
    await telegram.callApi('deleteWebhook', {}, { signal: signal as never });
    let offset: number | undefined;
    while (!signal.aborted) {
      const question = { offset, timeout: POLL_SECONDS, limit: 100, allowed_updates: UPDATE_KINDS };
      const updates = await telegram.callApi('getUpdates', question, { signal: signal as never });
      for (const update of updates) {
        const received = await understood(update);
        await parts.deliver(received);
        // Telegram forgets what is before the next offset: only after the platform has it.
        offset = update.update_id + 1;
        received.after?.().catch((error) => parts.log.warn({ err: error }, 'a press could not be answered'));
      }
    }
  }

  /** One that makes no sense is counted and passed over: unlike a webhook's, it would be fetched again for ever. */
  async function understood(update: unknown): Promise<Received> {
    try {
      return await take(checkUpdate(update));
    } catch (error) {
      if (!(error instanceof WebhookRefusal)) throw error;
      parts.log.warn({ reason: error.reason, detail: error.message }, 'an update was refused');
      return { refused: [error.reason] };
    }
  }

  /** The bot's name is what people find it by; a token that is refused is of no bot any more. */
  async function introduce(signal: AbortSignal): Promise<void> {
    try {
      const { username } = await telegram.callApi('getMe', {}, { signal: signal as never });
      await parts.deliver({ standing: { username } });
    } catch (error) {
      if (error instanceof TelegramError && toFailure(error.response, '').class === 'disable-connection') {
        const ended = { code: String(error.code), detail: error.description.slice(0, 1_000) };
        await parts.deliver({ standing: { ended } });
      }
      throw error;
    }
  }

  async function beCalled(url: string, signal: AbortSignal): Promise<void> {
    const hook = { url, secret_token: secretToken, max_connections: 40, allowed_updates: UPDATE_KINDS };
    await telegram.callApi('setWebhook', hook, { signal: signal as never });
    await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
  }

  const { webhookUrl } = parts;
  return {
    send,
    receive,
    async listen(signal) {
      await introduce(signal);
      await (webhookUrl ? beCalled(webhookUrl, signal) : poll(signal));
    },
    close: async () => {},
  };
}

/** The new id of a group that became a supergroup; throws the error when it is another. */
function movedTo(error: unknown): string {
  const to = error instanceof TelegramError ? error.parameters?.migrate_to_chat_id : undefined;
  if (to === undefined) throw error;
  return String(to);
}
