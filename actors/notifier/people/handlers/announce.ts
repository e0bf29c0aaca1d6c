import { readConnection } from '../../../../db/channels/connections.ts';
import type { Payload } from '../../../contracts/contract.ts';
import type { notifier } from '../../../contracts/notifier.ts';
import { channelSubject } from '../../../contracts/subjects.ts';
import { RetryableError } from '../../../runtime/errors.ts';
import type { NotifierContext, NotifierParts } from '../../parts.ts';
import { connectionOf } from '../deliver/connection.ts';

const AGAIN_MS = 5_000;

/** Tells a channel's adapter what has become of one of the firm's connections. */
export async function announce(
  parts: NotifierParts,
  ctx: NotifierContext,
  { connectionId }: Payload<typeof notifier, 'announce'>,
): Promise<void> {
  const stored = await ctx.read((tx) => readConnection(tx, connectionId));
  if (!stored) return;
  const told = connectionOf(stored);
  try {
    const id = `${told.id}.${told.version}`;
    await parts.adapters.publish(channelSubject(told.channel, told.id), id, told);
  } catch (cause) {
    throw new RetryableError('the adapter could not be told', { retryAfterMs: AGAIN_MS, cause });
  }
}
