import type { TenantTx } from '../tenant.ts';

export interface AiSettings {
  /** Content of public cases may be sent to the provider of a model. */
  externalModels: boolean;
  notices: boolean;
  nightly: boolean;
  /** The firm's own cap, millionths of a US dollar a month; null is the platform's. */
  monthlyMicros: number | null;
}

/** Without the firm's word nothing leaves the platform. */
export const CAUTIOUS: AiSettings = {
  externalModels: false,
  notices: false,
  nightly: false,
  monthlyMicros: null,
};

export async function readAiSettings(tx: TenantTx): Promise<AiSettings> {
  const { rows } = await tx.client.query<AiSettings>({
    name: 'read-ai-settings',
    text: `select external_models as "externalModels", notices, nightly, monthly_micros as "monthlyMicros"
      from ai_settings where tenant_id = $1`,
    values: [tx.tenantId],
  });
  return rows[0] ?? CAUTIOUS;
}

/** Changes what is given, under who did it: whether client data may leave is a decision that somebody answers for. */
export async function changeAiSettings(
  tx: TenantTx,
  changes: Partial<AiSettings>,
  changedBy: string | null,
): Promise<AiSettings> {
  const { rows } = await tx.client.query<AiSettings>({
    name: 'change-ai-settings',
    text: `insert into ai_settings as s (tenant_id, external_models, notices, nightly, monthly_micros, changed_by)
      values ($1, coalesce($2, false), coalesce($3, false), coalesce($4, false), $5, $7)
      on conflict (tenant_id) do update set
        external_models = coalesce($2, s.external_models), notices = coalesce($3, s.notices),
        nightly = coalesce($4, s.nightly), monthly_micros = case when $6 then $5 else s.monthly_micros end,
        changed_by = $7, changed_at = now()
      returning external_models as "externalModels", notices, nightly, monthly_micros as "monthlyMicros"`,
    values: [
      tx.tenantId,
      changes.externalModels ?? null,
      changes.notices ?? null,
      changes.nightly ?? null,
      changes.monthlyMicros ?? null,
      changes.monthlyMicros !== undefined,
      changedBy,
    ],
  });
  return rows[0] ?? CAUTIOUS;
}
