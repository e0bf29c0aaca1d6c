import { notifier } from '../../actors/contracts/notifier.ts';
import type { TenantTx } from '../tenant.ts';

/**
 * Whoever promised an answer for the end of a job sleeps over it: a reminder of the job's name in a lane of the notifier.
 *
 *   followJob, and the reminder, in one commit ──▶ asleep ──job ends──▶ due at once, in the commit that ends it
 *                                                        ──its time──▶ due: to say that it takes longer
 *
 * Both lock the job's row first, so an end cannot slip in between.
 */
export function followReminder(jobId: string): string {
  return `ends-${jobId}`;
}

/** Has the lane's reminder woken when the job ends. Answers false when it has ended already, or is gone. */
export async function followJob(tx: TenantTx, jobId: string, lane: string): Promise<boolean> {
  const { rowCount } = await tx.client.query({
    name: 'follow-job',
    text: `update jobs set followers = array_append(array_remove(followers, $3), $3)
      where tenant_id = $1 and id = $2 and state in ('queued', 'running')`,
    values: [tx.tenantId, jobId, lane],
  });
  return rowCount === 1;
}

/** The jobs have ended in this transaction: their followers are due. */
export async function wakeFollowers(
  tx: TenantTx,
  ended: readonly { id: string; followers: readonly string[] }[],
): Promise<void> {
  const followed = ended.filter(({ followers }) => followers.length > 0);
  if (followed.length === 0) return;
  await tx.client.query({
    name: 'wake-followers',
    text: `update rt.messages set due_at = now()
      where kind = $2 and tenant = $1 and key = any($3) and reminder = any($4) and due_at > now()`,
    values: [
      tx.tenantId,
      notifier.kind,
      [...new Set(followed.flatMap(({ followers }) => followers))],
      followed.map(({ id }) => followReminder(id)),
    ],
  });
}
