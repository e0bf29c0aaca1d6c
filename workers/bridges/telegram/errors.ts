import type { FailureClass } from '../../../actors/contracts/channels.ts';
import { SendFailure } from '../kit/failures.ts';

/** What the Bot API says when it refuses (core.telegram.org/bots/api#making-requests). */
export interface TelegramRefusal {
  error_code: number;
  description: string;
  parameters?: { retry_after?: number; migrate_to_chat_id?: number };
}

type Row = [code: number, description: RegExp, decision: FailureClass];

const ANY = /(?:)/;

/** The first row that fits decides. Telegram has no finer codes: the description is all there is. */
export const ERROR_TABLE: Row[] = [
  [401, ANY, 'disable-connection'],
  // Of a method that exists: the token is of no bot.
  [404, ANY, 'disable-connection'],
  [403, ANY, 'disable-link'],
  [
    400,
    /chat not found|user not found|PEER_ID_INVALID|chat was deleted|group chat was deactivated/i,
    'disable-link',
  ],
  [400, /not enough rights|have no rights|CHAT_WRITE_FORBIDDEN|TOPIC_CLOSED|need administrator/i, 'switch'],
  [400, ANY, 'terminal'],
  [413, ANY, 'terminal'],
  [429, ANY, 'retry'],
  [409, ANY, 'retry'],
];

/** @param chat a group has a limit of its own; a person's chat waits with the whole bot */
export function toFailure(refusal: TelegramRefusal, chat: string): SendFailure {
  const { error_code: code, description, parameters } = refusal;
  const row = ERROR_TABLE.find(([of, about]) => of === code && about.test(description));
  const retryAfter = parameters?.retry_after;
  return new SendFailure(row?.[2] ?? 'retry', String(code), description, {
    ...(retryAfter === undefined ? {} : { retryAfterMs: retryAfter * 1_000 }),
    scope: code === 429 && !isGroup(chat) ? 'connection' : 'chat',
  });
}

export function isGroup(chat: string): boolean {
  return chat.startsWith('-') || chat.startsWith('@');
}
