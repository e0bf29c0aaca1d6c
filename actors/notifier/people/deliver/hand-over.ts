import { type DueSend, readDueSends } from '../../../../db/notifications/dispatch.ts';
import { expiryFrom } from '../../../contracts/case-link.ts';
import type { ChannelName } from '../../../contracts/channels.ts';
import { outboundSubject } from '../../../contracts/subjects.ts';
import { caseLink } from '../../case-link.ts';
import type { NotifierContext, NotifierParts } from '../../parts.ts';
import { outboundOf } from './outbound.ts';

/** Sends of one turn: what a crash makes repeat at the most. */
export const PER_TURN = 64;
/** Times that a send is handed over without a word of its adapter, an hour in all. */
const MAX_HANDED = 4;

/** Why a due send can never be handed over; undefined when it can. */
export function deadReason(send: DueSend): string | undefined {
  if (send.linkStatus !== 'active') return 'link-gone';
  if (send.content === null || send.address === null) return 'erased';
  return send.handed >= MAX_HANDED ? 'no-receipt' : undefined;
}

/**
 * Gives sends to the broker one after the other, which is their order in the chat, and stops at the first that it does not take.
 * Answers those that it has. One that it is given twice under the same id it drops: see `brokerId`.
 */
export async function handOver(
  parts: NotifierParts,
  ctx: NotifierContext,
  sends: readonly DueSend[],
): Promise<DueSend[]> {
  const done: DueSend[] = [];
  for (const send of sends) {
    const outbound = outboundOf(send, ctx.tenant, {
      publicUrl: parts.publicUrl,
      pageOf: (processId) => pageFor(parts, ctx, send, processId),
    });
    if (!outbound) continue;
    try {
      const subject = outboundSubject(send.channel as ChannelName, ctx.tenant);
      await parts.adapters.publish(subject, brokerId(outbound.id, send), outbound);
    } catch (error) {
      ctx.log.warn({ send: send.id, err: error }, 'a message could not be handed to its adapter');
      break;
    }
    done.push(send);
  }
  return done;
}

/**
 * Hands over what a commit has just made due, sooner than `dispatch` would: nothing is written down, so `dispatch` does the same again
 * should no receipt come in a moment, under the same ids.
 */
export async function handOverAtOnce(parts: NotifierParts, ctx: NotifierContext): Promise<void> {
  const due = await ctx.read((tx) => readDueSends(tx, ctx.key, parts.now(), PER_TURN));
  await handOver(
    parts,
    ctx,
    due.filter((send) => deadReason(send) === undefined),
  );
}

/** The broker drops what it has seen of an id; a repetition for want of a receipt, or after a failure, is meant to arrive. */
function brokerId(outboundId: string, { handed, attempts }: DueSend): string {
  return `${outboundId}.${handed}.${attempts}`;
}

function pageFor(parts: NotifierParts, ctx: NotifierContext, send: DueSend, processId: string): string {
  const { personId, createdAt } = send;
  const channel = send.channel as ChannelName;
  return caseLink(parts, {
    tenant: ctx.tenant,
    personId,
    channel,
    processId,
    expiresAt: expiryFrom(createdAt),
  });
}
