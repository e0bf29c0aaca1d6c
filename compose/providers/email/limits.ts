import { createWindow } from '../window.ts';

/** What a relay lets one sender do. Past it the answers are those of the large ones (support.google.com/a/answer/3726730, SES). */
export interface MailLimits {
  perSecond: number;
  /** To one mailbox. */
  perRecipientMinute: number;
  /** At once. */
  connections: number;
}

export const REAL_LIMITS: MailLimits = { perSecond: 14, perRecipientMinute: 60, connections: 20 };

/** Who goes on sending while they were told to come later is blocked for an hour. */
const BREACHES_TO_BAN = 20;
const BAN_MS = 3_600_000;
/** How long a sender has to be quiet to be well thought of again. */
const FORGIVEN_MS = 10_000;

export interface MailMeter {
  /** The reply to one more connection beside so many; undefined when it may come. */
  connect(open: number, now: number): string | undefined;
  /** The reply to a message for somebody; undefined when it is taken. */
  take(to: string, now: number): string | undefined;
  /** Connections and messages refused for a limit. */
  readonly breaches: number;
  readonly bans: number;
}

export function createMailMeter(limits: MailLimits): MailMeter {
  const whole = createWindow(limits.perSecond, 1_000);
  const mailboxes = createWindow(limits.perRecipientMinute, 60_000);
  let breaches = 0;
  let bans = 0;
  let ignored = 0;
  let lastAt = 0;
  let bannedUntil = 0;

  function refuse(reply: string, now: number): string {
    breaches++;
    ignored = now - lastAt < FORGIVEN_MS ? ignored + 1 : 1;
    lastAt = now;
    if (ignored < BREACHES_TO_BAN) return reply;
    bans++;
    ignored = 0;
    bannedUntil = now + BAN_MS;
    return BLOCKED;
  }

  return {
    connect(open, now) {
      if (now < bannedUntil) return BLOCKED_AT_THE_DOOR;
      if (open < limits.connections) return undefined;
      return refuse('421 4.7.0 Too many concurrent connections from this sender', now);
    },
    take(to, now) {
      if (now < bannedUntil) {
        breaches++;
        return BLOCKED;
      }
      if (mailboxes.take(to, now) > 0)
        return refuse('450 4.2.1 The user is receiving mail at a rate that prevents more', now);
      if (whole.take('', now) > 0) return refuse('421 4.7.28 Sending rate exceeded, try again later', now);
      return undefined;
    },
    get breaches() {
      return breaches;
    },
    get bans() {
      return bans;
    },
  };
}

const BLOCKED = '550 5.7.1 Unusual rate of mail from this sender: it has been blocked';
const BLOCKED_AT_THE_DOOR = '554 5.7.1 This sender is blocked';
