import type { Payload } from '../../contracts/contract.ts';
import { notifier } from '../../contracts/notifier.ts';
import { message, type OutgoingMessage } from '../../runtime/message.ts';
import type { NotifierContext } from '../parts.ts';

export type Resend = Payload<typeof notifier, 'resend'>;

/** Deliveries or events in one commit: progress is seen, and what is due is sent in between. */
export const CHUNK = 500;

/** The same order again, from where it has come to. */
export function nextChunk(
  ctx: NotifierContext,
  order: Resend,
  soFar: NonNullable<Resend['soFar']>,
): OutgoingMessage {
  const { tenant, key, messageId: cause, trace } = ctx;
  const options = { jobId: order.jobId, cause, trace };
  return message(notifier, 'resend', { tenant, key }, { ...order, soFar }, options);
}

/** Word to the endpoint's lane, which is this one. */
export function sendDue(ctx: NotifierContext): void {
  ctx.send(notifier, 'deliver', { tenant: ctx.tenant, key: ctx.key }, {});
}
