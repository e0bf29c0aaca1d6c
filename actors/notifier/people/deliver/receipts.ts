import type { NotificationSend, SendState } from '../../../../db/notifications/notification.ts';
import type { SendChange } from '../../../../db/notifications/settle.ts';
import type { Receipt } from '../../../contracts/channels.ts';
import type { MessageCost } from '../../../contracts/message-cost.ts';

/** What is to be done beside writing a receipt down. */
export type Consequence =
  | 'none'
  /** This address is given up: the next channel. */
  | 'switch'
  /** Nothing will come of it. */
  | 'give-up'
  | 'disable-link'
  | 'disable-connection';

/** What became of a send. */
export interface Settled {
  send: NotificationSend;
  change: SendChange;
  /** The step that the ledger gets; null when it has it already. */
  step: {
    state: SendState;
    at: string;
    attempt: number;
    reason: string | null;
    providerId: string | null;
    cost?: MessageCost;
  } | null;
  consequence: Consequence;
  /** Of the connection that it was said of; undefined where nobody knows. */
  version?: number;
  /** It reached the person now, for the first time. */
  arrived: boolean;
}

const RANK: Record<SendState, number> = { failed: 0, queued: 0, sent: 1, delivered: 2, read: 3 };
/** Milliseconds after failed attempt 1, 2, 3 …; after the last it is given up. */
const BACKOFF = [10_000, 60_000, 5 * 60_000, 15 * 60_000, 60 * 60_000, 3 * 3_600_000];
const MAX_WAIT_MS = 24 * 3_600_000;

/**
 * A receipt, whatever came before it and in whatever order: read implies delivered, delivered implies sent, and what is less
 * than what is known changes nothing. Undefined when it says nothing new.
 *
 *   queued ──sent──▶ sent ──▶ delivered ──▶ read          failed, retry ──▶ queued, again later
 *   failed, switch or disabled ──▶ failed, on to the next channel          failed, terminal ──▶ failed
 * @param cost what the provider told of it, with the firm's price
 */
export function applyReceipt(
  send: NotificationSend,
  receipt: Receipt,
  now: Date,
  random: number,
  cost: MessageCost | undefined = receipt.cost,
): Settled | undefined {
  const { error, at, providerId, version } = receipt;
  const state = receipt.state as Exclude<SendState, 'queued'>;
  if (state === 'failed') {
    if (RANK[send.state] >= RANK.delivered || send.state === 'failed') return undefined;
    return applyFailure(send, error ?? UNKNOWN, { at, providerId, version, now, random });
  }
  const isTemplate = receipt.form === 'template' && send.form === null;
  if (RANK[state] <= RANK[send.state]) {
    // A status of the provider has overtaken the adapter's word, or tells what the adapter could not know.
    const isCost = cost !== undefined && !send.cost && RANK[send.state] > 0;
    if (!isTemplate && !isCost) return undefined;
    const change: SendChange = { id: send.id };
    if (isTemplate) change.form = 'template';
    if (isCost) change.cost = cost;
    const told = { state: send.state, at, attempt: send.attempts, reason: null, cost };
    const step = isCost ? { ...told, providerId: providerId ?? send.providerId } : null;
    return { send, change, step, consequence: 'none', arrived: false };
  }
  const change: SendChange = { id: send.id, state, nextAttemptAt: null, errorCode: null, errorDetail: null };
  if (providerId !== undefined) change.providerId = providerId;
  if (cost !== undefined) change.cost = cost;
  if (isTemplate) change.form = 'template';
  if (!send.sentAt) change.sentAt = at;
  if (RANK[state] >= RANK.delivered && !send.deliveredAt) change.deliveredAt = at;
  if (state === 'read') change.readAt = at;
  const told = { state, at, attempt: send.attempts, reason: null, cost };
  const step = { ...told, providerId: providerId ?? send.providerId };
  const arrived = RANK[state] >= RANK.delivered && RANK[send.state] < RANK.delivered;
  return { send, change, step, consequence: 'none', arrived };
}

/**
 * What a receipt is, where the connection has other secrets by now than those that were sent through: of a dead connection a
 * passing failure, for the message goes over the new ones.
 * @param secretsVersion since when the connection has its secrets; undefined of one that is not the firm's
 */
export function ofPresentSecrets(receipt: Receipt, secretsVersion: number | undefined): Receipt {
  const { error, version } = receipt;
  const isOld = version !== undefined && secretsVersion !== undefined && version < secretsVersion;
  if (!isOld || error?.class !== 'disable-connection') return receipt;
  return { ...receipt, error: { ...error, class: 'retry' } };
}

const UNKNOWN = { class: 'retry' as const, code: 'unknown', detail: 'The adapter did not say why.' };

function applyFailure(
  send: NotificationSend,
  error: NonNullable<Receipt['error']>,
  {
    at,
    providerId,
    version,
    now,
    random,
  }: { at: string; providerId?: string; version?: number; now: Date; random: number },
): Settled {
  const attempts = send.attempts + 1;
  const reason = `${error.code}: ${error.detail}`.slice(0, 1_000);
  const step = { state: 'failed' as const, at, attempt: attempts, reason, providerId: providerId ?? null };
  // Its adapter has spoken: what follows is a new attempt, and not one more without a word.
  const told = { id: send.id, attempts, handed: 0, errorCode: error.code, errorDetail: error.detail };
  const wait = BACKOFF[attempts - 1];
  if (error.class === 'retry' && wait !== undefined) {
    const asked = Math.min(error.retryAfterMs ?? 0, MAX_WAIT_MS);
    const after = Math.max(asked, wait) * (1 + 0.2 * random);
    const nextAttemptAt = new Date(now.getTime() + Math.round(after)).toISOString();
    return {
      send,
      change: { ...told, state: 'queued', nextAttemptAt },
      step,
      consequence: 'none',
      arrived: false,
    };
  }
  const consequence =
    error.class === 'retry' ? 'switch' : error.class === 'terminal' ? 'give-up' : error.class;
  const change: SendChange = { ...told, state: 'failed', nextAttemptAt: null, failedAt: at };
  return { send, change, step, consequence: consequence as Consequence, version, arrived: false };
}

/** A send that came to its end on our side of the road. */
export function failedHere(send: NotificationSend, reason: string, now: Date): Settled {
  const at = now.toISOString();
  return {
    send,
    change: {
      id: send.id,
      state: 'failed',
      nextAttemptAt: null,
      failedAt: at,
      errorCode: reason,
      errorDetail: null,
    },
    step: { state: 'failed', at, attempt: send.attempts, reason, providerId: null },
    consequence: 'switch',
    arrived: false,
  };
}
