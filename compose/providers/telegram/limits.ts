import { createWindow } from '../window.ts';

/** core.telegram.org/bots/faq: soft limits in reality, hard ones here. */
export interface TelegramLimits {
  perSecond: number;
  perChatSecond: number;
  perGroupMinute: number;
}

export const REAL_LIMITS: TelegramLimits = { perSecond: 30, perChatSecond: 1, perGroupMinute: 20 };

/** A bot that goes on sending while it has been told to wait is shut out for an hour. */
const BREACHES_TO_BAN = 20;
const BAN_SECONDS = 3_600;

export interface Meter {
  /** Seconds to wait, 0 when the message may go. */
  take(bot: string, chat: number, now: number): number;
  /** Messages refused for a limit. */
  readonly breaches: number;
  readonly bans: number;
}

export function createMeter(limits: TelegramLimits): Meter {
  const whole = createWindow(limits.perSecond, 1_000);
  const chats = createWindow(limits.perChatSecond, 1_000);
  const groups = createWindow(limits.perGroupMinute, 60_000);
  const waits = new Map<string, { until: number; ignored: number }>();
  let breaches = 0;
  let bans = 0;

  function refuse(key: string, waitMs: number, now: number): number {
    breaches++;
    const seconds = Math.max(1, Math.ceil(waitMs / 1_000));
    const ignored = (waits.get(key)?.ignored ?? 0) + 1;
    if (ignored >= BREACHES_TO_BAN) {
      bans++;
      waits.set(key, { until: now + BAN_SECONDS * 1_000, ignored: 0 });
      return BAN_SECONDS;
    }
    waits.set(key, { until: now + seconds * 1_000, ignored });
    return seconds;
  }

  return {
    take(bot, chat, now) {
      const chatKey = `${bot} ${chat}`;
      for (const key of [bot, chatKey]) {
        const left = (waits.get(key)?.until ?? 0) - now;
        if (left > 0) return refuse(key, left, now);
        waits.delete(key);
      }
      const chatWait = chat < 0 ? groups.take(chatKey, now) : chats.take(chatKey, now);
      if (chatWait > 0) return refuse(chatKey, chatWait, now);
      const wait = whole.take(bot, now);
      return wait > 0 ? refuse(bot, wait, now) : 0;
    },
    get breaches() {
      return breaches;
    },
    get bans() {
      return bans;
    },
  };
}
