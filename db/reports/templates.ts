import type { TemplateBody } from '../../actors/contracts/reports.ts';
import type { TenantTx } from '../tenant.ts';

export interface Template {
  id: string;
  name: string;
  version: number;
  body: TemplateBody;
  createdAt: Date;
  updatedAt: Date;
}

const COLUMNS = `t.id, t.name, v.version, v.body, t.created_at as "createdAt", t.updated_at as "updatedAt"`;
const JOINED = `report_templates t join report_template_versions v on v.tenant_id = t.tenant_id and v.template_id = t.id`;

/** A template in its newest version, or in another one. */
export async function readTemplate(
  tx: TenantTx,
  templateId: string,
  version?: number,
): Promise<Template | undefined> {
  const { rows } = await tx.client.query<Template>({
    name: 'read-report-template',
    text: `select ${COLUMNS} from ${JOINED}
      where t.tenant_id = $1 and t.id = $2 and v.version = coalesce($3, t.version) and (t.deleted_at is null or $3::int is not null)`,
    values: [tx.tenantId, templateId, version ?? null],
  });
  return rows[0];
}

/** Newest first; `after` is the last template of the page before. */
export async function listTemplates(
  tx: TenantTx,
  page: { limit: number; after?: { createdAt: Date; id: string } },
): Promise<Template[]> {
  const { rows } = await tx.client.query<Template>({
    text: `select ${COLUMNS} from ${JOINED}
      where t.tenant_id = $1 and t.deleted_at is null and v.version = t.version
        and ($2::timestamptz is null or (t.created_at, t.id) < ($2, $3))
      order by t.created_at desc, t.id desc limit $4`,
    values: [tx.tenantId, page.after?.createdAt ?? null, page.after?.id ?? null, page.limit],
  });
  return rows;
}

export interface TemplateVersion {
  version: number;
  createdBy: string | null;
  createdAt: Date;
  body: TemplateBody;
}

/** Newest first. */
export async function listTemplateVersions(tx: TenantTx, templateId: string): Promise<TemplateVersion[]> {
  const { rows } = await tx.client.query<TemplateVersion>({
    name: 'list-report-template-versions',
    text: `select v.version, v.created_by as "createdBy", v.created_at as "createdAt", v.body from ${JOINED}
      where t.tenant_id = $1 and t.id = $2 and t.deleted_at is null order by v.version desc limit 200`,
    values: [tx.tenantId, templateId],
  });
  return rows;
}

export async function createTemplate(
  tx: TenantTx,
  template: { id: string; name: string; body: TemplateBody; createdBy: string | null },
): Promise<void> {
  await tx.client.query({
    name: 'create-report-template',
    text: 'insert into report_templates (tenant_id, id, name) values ($1, $2, $3)',
    values: [tx.tenantId, template.id, template.name],
  });
  await addVersion(tx, template.id, 1, template.body, template.createdBy);
}

export type TemplateUpdate =
  | { outcome: 'not_found' }
  | { outcome: 'stale'; version: number }
  | { outcome: 'updated'; version: number };

/** Adds a version. */
export async function updateTemplate(
  tx: TenantTx,
  templateId: string,
  change: { name?: string; body?: TemplateBody; createdBy: string | null; expectedVersion?: number },
): Promise<TemplateUpdate> {
  const { rows } = await tx.client.query<{ version: number; body: TemplateBody }>({
    name: 'lock-report-template',
    text: `select t.version, v.body from ${JOINED}
      where t.tenant_id = $1 and t.id = $2 and t.deleted_at is null and v.version = t.version for update of t`,
    values: [tx.tenantId, templateId],
  });
  const [current] = rows;
  if (!current) return { outcome: 'not_found' };
  if (change.expectedVersion !== undefined && change.expectedVersion !== current.version)
    return { outcome: 'stale', version: current.version };
  const version = current.version + 1;
  await addVersion(tx, templateId, version, change.body ?? current.body, change.createdBy);
  await tx.client.query({
    name: 'update-report-template',
    text: `update report_templates set version = $3, name = coalesce($4, name), updated_at = now() where tenant_id = $1 and id = $2`,
    values: [tx.tenantId, templateId, version, change.name ?? null],
  });
  return { outcome: 'updated', version };
}

async function addVersion(
  tx: TenantTx,
  templateId: string,
  version: number,
  body: TemplateBody,
  createdBy: string | null,
): Promise<void> {
  await tx.client.query({
    name: 'add-report-template-version',
    text: `insert into report_template_versions (tenant_id, template_id, version, body, created_by) values ($1, $2, $3, $4, $5)`,
    values: [tx.tenantId, templateId, version, JSON.stringify(body), createdBy],
  });
}

export async function deleteTemplate(tx: TenantTx, templateId: string): Promise<boolean> {
  const { rowCount } = await tx.client.query({
    name: 'delete-report-template',
    text: 'update report_templates set deleted_at = now() where tenant_id = $1 and id = $2 and deleted_at is null',
    values: [tx.tenantId, templateId],
  });
  return (rowCount ?? 0) > 0;
}
