import type { Limits } from '../kit/channel.ts';
import { underWayFor } from '../kit/rates.ts';
import { isGroup } from './errors.ts';

/** core.telegram.org/bots/faq#my-bot-is-hitting-limits: about 30 messages a second, one a second in a chat, 20 a minute in a group. */
const PER_SECOND = 30;
const CHAT_MS = 1_000;
const GROUP_MS = 60_000 / 20;
/** The network squeezes what was sent at even distances. */
const MARGIN = 0.9;

/** @param settings `messagesPerSecond` for bots that Telegram grants more (paid broadcasts) */
export function telegramLimits(settings: Record<string, string>): Limits {
  const perSecond = Number(settings.messagesPerSecond ?? PER_SECOND);
  return {
    overall: {
      burst: 1,
      count: perSecond * MARGIN,
      perMs: 1_000,
      window: { count: perSecond, perMs: 1_000 },
    },
    underWay: underWayFor(perSecond),
    chat: (to) => {
      const perMs = isGroup(to) ? GROUP_MS : CHAT_MS;
      return { burst: 1, count: 1, perMs: perMs / MARGIN, window: { count: 1, perMs } };
    },
  };
}
