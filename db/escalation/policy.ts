import type { EscalationStep } from '../../actors/contracts/people.ts';
import type { TenantTx } from '../tenant.ts';

export interface EscalationPolicy {
  steps: EscalationStep[];
  updatedAt: Date | null;
  version: number;
}

/** Without a word of the firm: half an hour, then every other channel of the same person. */
export const USUAL_POLICY: EscalationPolicy = { steps: [{ afterMinutes: 30 }], updatedAt: null, version: 0 };

export async function readEscalationPolicy(tx: TenantTx): Promise<EscalationPolicy> {
  const { rows } = await tx.client.query<EscalationPolicy>({
    name: 'read-escalation-policy',
    text: `select steps, updated_at as "updatedAt", version from escalation_policies where tenant_id = $1`,
    values: [tx.tenantId],
  });
  return rows[0] ?? USUAL_POLICY;
}

/** Answers undefined when somebody else changed it first. */
export async function writeEscalationPolicy(
  tx: TenantTx,
  steps: readonly EscalationStep[],
  expectedVersion: number | undefined,
): Promise<EscalationPolicy | undefined> {
  const { rows } = await tx.client.query<EscalationPolicy>({
    name: 'write-escalation-policy',
    text: `insert into escalation_policies as e (tenant_id, steps) select $1, $2 where $3::int is null or $3 = 0 or exists (
        select 1 from escalation_policies where tenant_id = $1)
      on conflict (tenant_id) do update set steps = excluded.steps, updated_at = now(), version = e.version + 1
      where $3::int is null or e.version = $3
      returning steps, updated_at as "updatedAt", version`,
    values: [tx.tenantId, JSON.stringify(steps), expectedVersion ?? null],
  });
  return rows[0];
}
