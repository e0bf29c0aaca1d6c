import type { EscalationStep } from '../../actors/contracts/people.ts';
import { USUAL_POLICY } from '../escalation/policy.ts';
import type { TenantTx } from '../tenant.ts';

/** What is still to come for a person, and how their firm goes on when nobody takes notice. */
export interface Outlook {
  steps: EscalationStep[];
  /** When something held or gathered is due next. */
  nextRelease: Date | null;
  /** When something is to be handed to an adapter next; in the past for what is being handed over now. */
  nextHandOver: Date | null;
}

export async function readOutlook(tx: TenantTx, personId: string): Promise<Outlook> {
  const { rows } = await tx.client.query<Outlook & { steps: EscalationStep[] | null }>({
    name: 'read-outlook',
    text: `select (select steps from escalation_policies where tenant_id = $1) as steps,
      (select release_at from notices where tenant_id = $1 and person_id = $2 and outcome in ('held', 'digested')
        order by release_at limit 1) as "nextRelease",
      (select next_attempt_at from notification_sends where tenant_id = $1 and person_id = $2 and next_attempt_at is not null
        order by next_attempt_at limit 1) as "nextHandOver"`,
    values: [tx.tenantId, personId],
  });
  const [row] = rows;
  if (!row) throw new Error('a select without a table answers one row');
  return { ...row, steps: row.steps ?? USUAL_POLICY.steps };
}
