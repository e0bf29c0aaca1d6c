import type { Inbound, Outbound } from '../../contracts/channels.ts';
import type { Payload } from '../../contracts/contract.ts';
import type { notifier } from '../../contracts/notifier.ts';
import { replyId } from '../../contracts/people.ts';
import { outboundSubject } from '../../contracts/subjects.ts';
import { RetryableError } from '../../runtime/errors.ts';
import type { NotifierContext, NotifierParts } from '../parts.ts';

const AGAIN_MS = 2_000;
/** An answer that comes later than this answers nothing. */
const WORTH_MS = 10 * 60_000;

/** Answers in the chat: under the same id at every try, and no part of the ledger. */
export async function answer(
  parts: NotifierParts,
  ctx: NotifierContext,
  { connectionId, channel, inbound: given, text }: Payload<typeof notifier, 'answer'>,
): Promise<void> {
  const inbound = given as Inbound;
  const id = replyId(ctx.tenant, ctx.messageId);
  const { chat, name } = inbound.from;
  const outbound: Outbound = {
    id,
    tenant: ctx.tenant,
    connection: connectionId,
    address: { to: chat, ...(name === undefined ? {} : { name }) },
    content: { title: text, paragraphs: [], facts: [], buttons: [], footer: [] },
    ...(inbound.replyTo === undefined ? {} : { replyTo: inbound.replyTo }),
    expiresAt: new Date(Date.parse(inbound.at) + WORTH_MS).toISOString(),
  };
  try {
    await parts.adapters.publish(outboundSubject(channel, ctx.tenant), id, outbound);
  } catch (cause) {
    throw new RetryableError('the adapter could not be reached', { retryAfterMs: AGAIN_MS, cause });
  }
}
