import { type DueSend, readDueSends } from '../../../../db/notifications/dispatch.ts';
import type { ChannelName } from '../../../contracts/channel/declared.ts';
import { outboundId } from '../../../contracts/people.ts';
import { expiryFrom } from '../../../contracts/signed-link.ts';
import { outboundSubject } from '../../../contracts/subjects.ts';
import { TooLargeForBroker } from '../../../runtime/nats/to-adapters.ts';
import { pageLink } from '../../case-link.ts';
import type { NotifierContext, NotifierParts } from '../../parts.ts';
import { asMayBeTold } from './as-may-be-told.ts';
import { outboundOf } from './outbound.ts';

/** Sends of one turn: what a crash makes repeat at the most. */
export const PER_TURN = 64;
/** Looked at right after a commit: what was handed over a moment ago is among them. */
const AT_ONCE = 256;
/** At the same time in one worker; past them `dispatch` serves. */
const MAX_UNDER_WAY = 256;
/** Times that a send is handed over without a word of its adapter, an hour in all. */
const MAX_HANDED = 4;
/** Well within the time of a handler, so that what was done is written down. */
export const LONGEST_MS = 10_000;

/** Why a due send can never be handed over; undefined when it can. */
export function deadReason(send: DueSend): string | undefined {
  if (send.linkStatus !== 'active') return 'link-gone';
  if (send.content === null || send.address === null) return 'erased';
  if (send.connectionId === null) return 'no-connection';
  return send.handed >= MAX_HANDED ? 'no-receipt' : undefined;
}

/** Which of the sends the broker has now, and which it will never take. */
export interface HandedOver {
  done: DueSend[];
  tooLarge: DueSend[];
  /** Chats of which the broker did not take one now. */
  stuck: string[];
}

/**
 * Gives sends to the broker one after the other, which is their order in a chat. Where it does not take one, the rest of that chat
 * waits as well, and no other. One that it is given twice under the same id it drops: see `brokerId`.
 * @param begun when the turn began that this is a part of. performance.now()
 */
export async function handOver(
  parts: NotifierParts,
  ctx: NotifierContext,
  sends: readonly DueSend[],
  begun = performance.now(),
): Promise<HandedOver> {
  const handed: HandedOver = { done: [], tooLarge: [], stuck: [] };
  const stuck = new Set<string>();
  const told = await asMayBeTold(ctx, sends);
  for (const [place, send] of sends.entries()) {
    const chat = chatOf(send);
    if (stuck.has(chat)) continue;
    if (performance.now() - begun > LONGEST_MS) break;
    const outbound = outboundOf(told[place] ?? send, ctx.tenant, {
      publicUrl: parts.publicUrl,
      pageOf: (about) => pageFor(parts, ctx, send, about),
    });
    if (!outbound) continue;
    const id = brokerId(outbound.id, send);
    try {
      await parts.adapters.publish(outboundSubject(send.channel as ChannelName, ctx.tenant), id, outbound);
    } catch (error) {
      ctx.log.warn({ send: send.id, err: error }, 'a message could not be handed to its adapter');
      if (error instanceof TooLargeForBroker) handed.tooLarge.push(send);
      else {
        stuck.add(chat);
        handed.stuck.push(chat);
      }
      continue;
    }
    parts.handedOver.ids.add(id);
    handed.done.push(send);
  }
  return handed;
}

/** What the order of messages holds in. */
function chatOf({ channel, address }: DueSend): string {
  return `${channel} ${address}`;
}

/**
 * Hands over what a commit has just made due, sooner than `dispatch` would: nothing is written down, so `dispatch` does the same again
 * should no receipt come in a moment, under the same ids.
 */
export async function handOverAtOnce(parts: NotifierParts, ctx: NotifierContext): Promise<void> {
  const { handedOver } = parts;
  if (handedOver.underWay >= MAX_UNDER_WAY) return;
  handedOver.underWay++;
  try {
    const due = await readDueSends(ctx.reader, ctx.key, parts.now(), AT_ONCE);
    const mine = due.filter((send) => {
      const { address, personId, id } = send;
      if (deadReason(send) !== undefined || address === null) return false;
      return !handedOver.ids.has(brokerId(outboundId(ctx.tenant, personId, id), send));
    });
    await handOver(parts, ctx, mine);
  } finally {
    handedOver.underWay--;
  }
}

/** The broker drops what it has seen of an id; a repetition for want of a receipt, or after a failure, is meant to arrive. */
function brokerId(outbound: string, { handed, attempts }: DueSend): string {
  return `${outbound}.${handed}.${attempts}`;
}

function pageFor(parts: NotifierParts, ctx: NotifierContext, send: DueSend, about: string): string {
  const { personId, createdAt } = send;
  const channel = send.channel as ChannelName;
  return pageLink(parts, { tenant: ctx.tenant, personId, channel, expiresAt: expiryFrom(createdAt) }, about);
}
