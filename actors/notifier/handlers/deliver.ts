import { abortPending } from '../../../db/webhooks/health.ts';
import { type Lane, nextAttemptAt, readLane } from '../../../db/webhooks/lane.ts';
import type { Payload } from '../../contracts/contract.ts';
import type { notifier } from '../../contracts/notifier.ts';
import { healthOf, type NotifierContext, type NotifierParts } from '../parts.ts';
import { planTurn } from '../webhook/plan.ts';
import { openKeys, postDelivery, type SigningKey } from '../webhook/post-delivery.ts';
import { SealError } from '../webhook/seal.ts';
import { sendChains } from '../webhook/send-chains.ts';
import { remindAt, writeTurn } from './write-turn.ts';

/** Deliveries of one turn: what a crash makes repeat at the most. */
const PER_TURN = 64;
/** Posts to one endpoint at once. */
const PARALLEL = 8;
/** An endpoint with so many failures in a row gets one post at a time, until one succeeds. */
const DOUBTFUL_AFTER = 5;
/** A turn begins new posts for so long; with a last one that takes its whole time it ends within the handler's 30 s. */
const TURN_MS = 2_000;
const SEALED_AGAIN_MS = 60_000;

/**
 * The beat of an endpoint's lane: sends what is due, in order per process, and sets the alarm for what is not.
 *
 *   told of what it has seen ──▶ nothing
 *   endpoint gone ──▶ what is pending is aborted        paused, disabled ──▶ what is pending waits for its owner
 *   receiver wants a pause ──▶ sleep until then
 *   due ──▶ post, write down, go on at once while more is due
 *   nothing due ──▶ sleep until the next one is
 *
 * A crash between post and commit repeats the turn: the same bodies under the same webhook-ids.
 */
export async function deliver(
  parts: NotifierParts,
  ctx: NotifierContext,
  { upTo }: Payload<typeof notifier, 'deliver'>,
): Promise<void> {
  if (upTo !== undefined && upTo <= ctx.state.seenTo) return;
  const now = parts.now();
  const { lane, next } = await ctx.read(async (tx) => {
    const [lane, next] = await Promise.all([
      readLane(tx, ctx.key, now, PER_TURN),
      nextAttemptAt(tx, ctx.key),
    ]);
    return { lane, next };
  });
  if (!lane) return;
  if (lane.endpoint.deleted) {
    if (next) ctx.write((tx) => abortPending(tx, ctx.key));
    return;
  }
  if (lane.endpoint.status !== 'active') return;
  if (lane.newest > ctx.state.seenTo) ctx.setState({ ...ctx.state, seenTo: lane.newest });
  const heldUntil = new Date(ctx.state.heldUntil);
  if (lane.due.length === 0 || heldUntil > now) {
    if (next) remindAt(ctx, heldUntil > next ? heldUntil : next);
    return;
  }
  const keys = usableKeys(parts, ctx, lane);
  if (!keys) return remindAt(ctx, new Date(now.getTime() + SEALED_AGAIN_MS));
  await sendDue(parts, ctx, lane, keys);
}

async function sendDue(
  parts: NotifierParts,
  ctx: NotifierContext,
  lane: Lane,
  keys: readonly SigningKey[],
): Promise<void> {
  const { endpoint } = lane;
  // Resumed by its owner, who says that it works.
  const forgiven = endpoint.consecutiveFailures === 0 && ctx.state.health.failures > 0;
  const health = healthOf(forgiven ? { ...ctx.state.health, ...NONE } : ctx.state.health);
  const plan = planTurn(lane.due);
  const rate = endpoint.ratePerSecond;
  const sent = await sendChains({
    chains: plan.chains,
    parallel: health.failures >= DOUBTFUL_AFTER ? 1 : PARALLEL,
    budgetMs: TURN_MS,
    waitMs: () => (rate === null ? 0 : parts.throttle.take(ctx.key, { count: rate, perMs: 1_000 })),
    post: (delivery) => postDelivery(parts, endpoint, keys, delivery, ctx.signal),
    signal: ctx.signal,
  });
  writeTurn(parts, ctx, { ...sent, holds: plan.holds, health });
}

const NONE = { firstFailureAt: null, lastFailureAt: null, failures: 0, failingSince: null, warnedAt: null };

/** Undefined when this worker cannot open them: no fault of the receiver, and nothing that a retry would use up. */
function usableKeys(parts: NotifierParts, ctx: NotifierContext, lane: Lane): SigningKey[] | undefined {
  try {
    return openKeys(lane.endpoint, { tenantId: ctx.tenant, endpointId: ctx.key }, parts.sealingKeys);
  } catch (error) {
    if (!(error instanceof SealError)) throw error;
    ctx.log.error({ webhook: ctx.key, err: error }, 'the secrets of an endpoint cannot be opened');
    return undefined;
  }
}
