import type { EscalationStep } from '../../actors/contracts/people.ts';
import type { TenantTx } from '../tenant.ts';

/** A critical notice of somebody that nobody has taken notice of. */
export interface WaitingNotice {
  id: string;
  /** Where it stands in its chain; null for the first of it. */
  step: number | null;
}

/** What was written to a person since a moment and waits for their word, newest first. */
export async function readWaiting(
  tx: TenantTx,
  personId: string,
  { since, limit }: { since: Date; limit: number },
): Promise<WaitingNotice[]> {
  const { rows } = await tx.client.query<WaitingNotice>({
    name: 'waiting-of-person-since',
    text: `select id, step from notifications
      where tenant_id = $1 and person_id = $2 and needs_ack and acknowledged_at is null and created_at >= $3
      order by position desc limit $4`,
    values: [tx.tenantId, personId, since, limit],
  });
  return rows;
}

/**
 * Who goes on in place of a person that is no more: the first whom the firm's policy names and who may sign in or never could, else its
 * owner; undefined when there is nobody.
 */
export async function findSuccessor(
  tx: TenantTx,
  gone: string,
  steps: readonly EscalationStep[],
): Promise<string | undefined> {
  const named = steps.flatMap(({ personId }) => personId ?? []);
  const { rows } = await tx.client.query<{ id: string }>({
    name: 'active-successor',
    text: `select p.id from people p left join users u on u.tenant_id = $1 and u.id = p.user_id and u.disabled_at is null
      where p.tenant_id = $1 and p.id <> $2 and p.erased_at is null and (p.user_id is null or u.id is not null)
        and (p.id = any($3) or u.role = 'owner')
      order by array_position($3, p.id) nulls last, p.created_at, p.id limit 1`,
    values: [tx.tenantId, gone, named],
  });
  return rows[0]?.id;
}

/** The name of somebody who was not erased; undefined of anybody else. */
export async function nameOf(tx: TenantTx, personId: string): Promise<string | undefined> {
  const { rows } = await tx.client.query<{ name: string }>({
    name: 'name-of-person',
    text: 'select name from people where tenant_id = $1 and id = $2 and erased_at is null',
    values: [tx.tenantId, personId],
  });
  return rows[0]?.name;
}
