import { readEscalationPolicy, writeEscalationPolicy } from '../../../../db/escalation/policy.ts';
import { newEvent } from '../../../../db/events/append.ts';
import { appendNext } from '../../../../db/events/append-next.ts';
import { findSuccessor, readWaiting } from '../../../../db/people/successor.ts';
import type { Payload } from '../../../contracts/contract.ts';
import { notifier } from '../../../contracts/notifier.ts';
import { RetryableError } from '../../../runtime/errors.ts';
import { message } from '../../../runtime/message.ts';
import type { NotifierContext } from '../../parts.ts';

/** More than anybody leaves unread; what is beyond them goes on by the firm's policy. */
const AT_ONCE = 1_000;
const AGAIN_MS = 1_000;

/**
 * The person of this lane was erased, and somebody has to go on: the first whom the firm's policy names, else its owner.
 *
 *   what waited for their notice ──▶ the successor's lane, as a notice that was passed on
 *   steps of the policy that name them ──▶ name the successor; without one they are left out
 *   `person.erased` ──▶ tells the firm who takes over, or that nobody does
 *
 * With a notification it is about that one alone: it was on its way to them when they were erased.
 */
export async function succeed(
  ctx: NotifierContext,
  { notificationId, step }: Payload<typeof notifier, 'succeed'>,
): Promise<void> {
  const gone = ctx.key;
  const { policy, successor, waiting } = await ctx.read(async (tx) => {
    const policy = await readEscalationPolicy(tx);
    return {
      policy,
      successor: await findSuccessor(tx, gone, policy.steps),
      waiting: notificationId
        ? [{ id: notificationId, step: step ?? 1 }]
        : await readWaiting(tx, gone, AT_ONCE),
    };
  });
  const named = policy.steps.filter(({ personId }) => personId === gone).length;
  const steps = policy.steps.flatMap((one) => {
    if (one.personId !== gone) return [one];
    return successor === undefined ? [] : [{ ...one, personId: successor }];
  });
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
  if (!successor) return;
  const to = { tenant, key: successor };
  for (const one of waiting)
    ctx.send(notifier, 'takeOver', to, { notificationId: one.id, step: Math.max(one.step ?? 1, 1) });
}
