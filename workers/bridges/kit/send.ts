import type { Logger } from 'pino';
import type { Outbound, Receipt } from '../../../actors/contracts/channels.ts';
import type { Inbox } from '../../../actors/runtime/nats/bridge/inbound.ts';
import type { OutboundDelivery } from '../../../actors/runtime/nats/bridge/outbound.ts';
import type { Line, Sent } from './channel.ts';
import type { Claims } from './claims.ts';
import { asSendFailure, SendFailure } from './failures.ts';
import type { Ran } from './lanes.ts';
import { asSentAt } from './late.ts';
import type { BridgeMetrics } from './metrics.ts';
import { untilStored } from './until-stored.ts';

/** A message that waits for its turn. */
export interface Item {
  outbound: Outbound;
  delivery: OutboundDelivery;
  attempts: number;
  /** When it was first refused for now. performance.now() */
  since: number;
}

export interface SendParts {
  line: Line;
  /** Of the connection that the line was opened with. */
  version: number;
  claims: Claims;
  inbox: Inbox;
  metrics: BridgeMetrics;
  /** Aborted when the process has no time left. */
  ending: AbortSignal;
  log: Logger;
}

const TIMEOUT_MS = 30_000;
/** The adapter tries again by itself for so long; then the platform is told and decides. */
const OWN_TRIES = 5;
const OWN_TRIES_MS = 10 * 60_000;
const BACKOFF_MS = 1_000;
/** Whether somebody else has meanwhile sent it, or NATS is there again. */
const LOOK_MS = 1_000;

/** One turn of a message: claims it, sends it, tells what became of it. Answers when to come again, if it should. */
export async function sendOnce(item: Item, parts: SendParts): Promise<Ran> {
  const { outbound } = item;
  const { claims, metrics } = parts;
  try {
    if (outbound.expiresAt && Date.parse(outbound.expiresAt) <= Date.now())
      return await conclude(
        item,
        parts,
        new SendFailure('terminal', 'expired', 'It was not worth sending any more.'),
        'expired',
      );
    const claim = await claims.claim(outbound.connection, outbound.id);
    // Held here, at the head of its chat: given back, what is newer would pass it.
    if (claim.outcome === 'wait') return { againInMs: Math.min(claim.ms, LOOK_MS), scope: 'chat' };
    if (claim.outcome === 'sent') {
      metrics.repeated();
      await told(item, parts, claim.receipt, 'sent');
      return 'done';
    }
    if (claim.uncertain) metrics.uncertain();
    return await attempt(item, parts, claim.revision);
  } catch (error) {
    // Most likely NATS is away: when it is back, the claim says what became of the message.
    parts.log.warn({ err: error, outbound: outbound.id }, 'a message was left where it was');
    return { againInMs: LOOK_MS, scope: 'chat' };
  }
}

async function attempt(item: Item, parts: SendParts, revision: number): Promise<Ran> {
  const startedAt = performance.now();
  let sent: Sent;
  try {
    sent = await parts.line.send(asSentAt(item.outbound, Date.now()), AbortSignal.timeout(TIMEOUT_MS));
  } catch (error) {
    const failure = asSendFailure(error);
    const again = againInMs(item, failure);
    if (again !== undefined) {
      parts.metrics.retried(failure.code);
      if (failure.isUncertain) {
        const { connection, id } = item.outbound;
        await untilStored(() => parts.claims.lost(connection, id, revision), parts.ending);
      }
      return { againInMs: again, scope: failure.scope };
    }
    return conclude(item, parts, failure, String(revision));
  }
  parts.metrics.took(performance.now() - startedAt);
  parts.metrics.sent('sent');
  const receipt: Receipt = {
    id: item.outbound.id,
    version: parts.version,
    ...(sent.providerId ? { providerId: sent.providerId } : {}),
    state: 'sent',
    at: new Date().toISOString(),
    ...(sent.cost ? { cost: sent.cost } : {}),
    ...(sent.form ? { form: sent.form } : {}),
  };
  await untilStored(
    () => parts.claims.sent(item.outbound.connection, item.outbound.id, receipt),
    parts.ending,
  );
  await told(item, parts, receipt, 'sent');
  return 'done';
}

/** Milliseconds until the adapter itself tries again; undefined when the platform has to decide. */
function againInMs(item: Item, failure: SendFailure): number | undefined {
  if (failure.class !== 'retry') return undefined;
  if (item.attempts === 0) item.since = performance.now();
  item.attempts++;
  const wait = failure.retryAfterMs ?? BACKOFF_MS * 3 ** (item.attempts - 1);
  const spent = performance.now() - item.since + wait;
  return item.attempts < OWN_TRIES && spent < OWN_TRIES_MS ? wait : undefined;
}

async function conclude(item: Item, parts: SendParts, failure: SendFailure, key: string): Promise<'done'> {
  const { outbound } = item;
  parts.metrics.sent(failure.class);
  await untilStored(() => parts.claims.failed(outbound.connection, outbound.id), parts.ending);
  await told(item, parts, failedReceipt(outbound.id, failure, parts.version), `failed:${key}`);
  return 'done';
}

/** @param version of the connection that was used; undefined where none was */
export function failedReceipt(id: string, failure: SendFailure, version?: number): Receipt {
  return {
    id,
    ...(version === undefined ? {} : { version }),
    state: 'failed',
    at: new Date().toISOString(),
    error: {
      class: failure.class,
      code: failure.code,
      detail: failure.message,
      ...(failure.retryAfterMs === undefined ? {} : { retryAfterMs: Math.round(failure.retryAfterMs) }),
    },
  };
}

async function told(item: Item, { inbox, ending }: SendParts, receipt: Receipt, key: string): Promise<void> {
  const { connection, id } = item.outbound;
  await untilStored(() => inbox.receipt(connection, receipt, `${id}:${key}`), ending);
  item.delivery.ack();
}
