import { readEscalationPolicy, writeEscalationPolicy } from '../../../../db/escalation/policy.ts';
import { newEvent } from '../../../../db/events/append.ts';
import { appendNext } from '../../../../db/events/append-next.ts';
import { findSuccessor, readWaiting } from '../../../../db/people/successor.ts';
import type { Payload } from '../../../contracts/contract.ts';
import { notifier } from '../../../contracts/notifier.ts';
import { RetryableError } from '../../../runtime/errors.ts';
import { message } from '../../../runtime/message.ts';
import type { NotifierContext, NotifierParts } from '../../parts.ts';
import { handOnSteps } from '../hand-on-steps.ts';

/** What is older is no news: it stays in the firm's list of what nobody took notice of. */
const FRESH_MS = 72 * 3_600_000;
/** More than anybody leaves unread in that time; what is beyond them goes on by the firm's policy. */
const AT_ONCE = 500;
const AGAIN_MS = 1_000;

/**
 * The person of this lane was erased, and somebody has to go on: the first whom the firm's policy names, else its owner.
 *
 *   what waited for their notice, of the last three days ──▶ the successor's lane, all of it at once
 *   steps of the policy that name them ──▶ name the successor; without one they are left out
 *   `person.erased` ──▶ tells the firm who takes over, or that nobody does
 *
 * With notifications it is about those alone: they were on their way to them when they were erased.
 */
export async function succeed(
  parts: NotifierParts,
  ctx: NotifierContext,
  { notificationId, notificationIds, step = 1 }: Payload<typeof notifier, 'succeed'>,
): Promise<void> {
  const gone = ctx.key;
  const given = notificationIds ?? (notificationId === undefined ? undefined : [notificationId]);
  const since = new Date(parts.now().getTime() - FRESH_MS);
  const { policy, successor, waiting } = await ctx.read(async (tx) => {
    const policy = await readEscalationPolicy(tx);
    return {
      policy,
      successor: await findSuccessor(tx, gone, policy.steps),
      waiting: given?.map((id) => ({ id, step })) ?? (await readWaiting(tx, gone, { since, limit: AT_ONCE })),
    };
  });
  const named = policy.steps.filter(({ personId }) => personId === gone).length;
  const steps = handOnSteps(policy.steps, gone, successor);
  const { tenant, messageId: cause, trace } = ctx;
  const data = { personId: gone, successorId: successor ?? null, waiting: waiting.length, steps: named };
  const place = { aggregate: 'person', aggregateId: gone, version: 0, causationId: cause } as const;
  const told = newEvent('person.erased', { ...place, data });
  ctx.write(async (tx, send) => {
    if (named > 0 && !(await writeEscalationPolicy(tx, steps, policy.version)))
      throw new RetryableError('the policy was changed meanwhile', { retryAfterMs: AGAIN_MS });
    await appendNext(tx, [told]);
    send(message(notifier, 'notify', { tenant }, { eventIds: [told.id] }, { cause, trace }));
  });
  const [newest] = waiting;
  if (!successor || !newest) return;
  const left = { notificationIds: waiting.map(({ id }) => id), step: Math.max(newest.step ?? 1, 1) };
  ctx.send(notifier, 'inherit', { tenant, key: successor }, left);
}
