import type { TenantTx } from '../tenant.ts';

export interface Frontend {
  /** An https address with `{processId}`; null is the platform's page of a case. */
  caseUrl: string | null;
  updatedAt: Date | null;
  version: number;
}

/** Without a word of the firm: the platform's pages. */
const USUAL: Frontend = { caseUrl: null, updatedAt: null, version: 0 };

export async function readFrontend(tx: TenantTx): Promise<Frontend> {
  const { rows } = await tx.client.query<Frontend>({
    name: 'read-frontend',
    text: `select case_url as "caseUrl", updated_at as "updatedAt", version from frontends where tenant_id = $1`,
    values: [tx.tenantId],
  });
  return rows[0] ?? USUAL;
}

/** Answers undefined when somebody else changed it first. */
export async function writeFrontend(
  tx: TenantTx,
  caseUrl: string | null,
  expectedVersion: number | undefined,
): Promise<Frontend | undefined> {
  const { rows } = await tx.client.query<Frontend>({
    name: 'write-frontend',
    text: `insert into frontends as f (tenant_id, case_url) select $1, $2 where $3::int is null or $3 = 0 or exists (
        select 1 from frontends where tenant_id = $1)
      on conflict (tenant_id) do update set case_url = excluded.case_url, updated_at = now(), version = f.version + 1
      where $3::int is null or f.version = $3
      returning case_url as "caseUrl", updated_at as "updatedAt", version`,
    values: [tx.tenantId, caseUrl, expectedVersion ?? null],
  });
  return rows[0];
}
