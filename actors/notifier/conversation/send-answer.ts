import type { Payload } from '../../contracts/contract.ts';
import type { notifier } from '../../contracts/notifier.ts';
import { outboundSubject } from '../../contracts/subjects.ts';
import { RetryableError } from '../../runtime/errors.ts';
import type { NotifierContext, NotifierParts } from '../parts.ts';

const AGAIN_MS = 2_000;
/** Nobody waits longer for an answer in a chat. */
const WORTH_MS = 10 * 60_000;

/** Hands an answer to the channel's adapter. @throws RetryableError while the broker is away */
export async function sendAnswer(
  parts: NotifierParts,
  ctx: NotifierContext,
  { channel, outbound }: Payload<typeof notifier, 'answer'>,
): Promise<void> {
  if (Date.now() - ctx.sentAt.getTime() > WORTH_MS) {
    ctx.log.warn({ outbound: outbound.id }, 'an answer came too late to be sent');
    return;
  }
  const expiresAt = new Date(ctx.sentAt.getTime() + WORTH_MS).toISOString();
  try {
    await parts.adapters.publish(outboundSubject(channel, ctx.tenant), outbound.id, {
      ...outbound,
      expiresAt,
    });
  } catch (cause) {
    throw new RetryableError('the adapter could not be told', { retryAfterMs: AGAIN_MS, cause });
  }
}
