import type { TenantTx } from '../tenant.ts';

export interface StoredTemplate {
  name: string;
  language: string;
  version: number;
  title: string;
  /** Null: back to the platform's own words. */
  body: string | null;
  html: string | null;
  createdBy: string | null;
  createdAt: Date;
}

const COLUMNS = `t.name, t.language, t.version, t.title, t.body, t.html, t.created_by as "createdBy", t.created_at as "createdAt"`;

/** The newest version of each of the firm's own templates, of one language or of all. */
export async function currentTemplates(tx: TenantTx, language?: string): Promise<StoredTemplate[]> {
  const { rows } = await tx.client.query<StoredTemplate>({
    name: 'current-templates',
    text: `select distinct on (t.name, t.language) ${COLUMNS} from notification_templates t
      where t.tenant_id = $1 and ($2::text is null or t.language = $2) order by t.name, t.language, t.version desc`,
    values: [tx.tenantId, language ?? null],
  });
  return rows;
}

/** Versions of one template, newest first. */
export async function templateVersions(
  tx: TenantTx,
  name: string,
  language: string,
): Promise<StoredTemplate[]> {
  const { rows } = await tx.client.query<StoredTemplate>({
    name: 'template-versions',
    text: `select ${COLUMNS} from notification_templates t
      where t.tenant_id = $1 and t.name = $2 and t.language = $3 order by t.version desc limit 100`,
    values: [tx.tenantId, name, language],
  });
  return rows;
}

/** Adds the next version. Fails (23505) when somebody else added one at the same time. */
export async function addTemplate(
  tx: TenantTx,
  template: Omit<StoredTemplate, 'version' | 'createdAt'>,
): Promise<StoredTemplate> {
  const { rows } = await tx.client.query<StoredTemplate>({
    name: 'add-template',
    text: `insert into notification_templates as t (tenant_id, name, language, version, title, body, html, created_by)
      select $1, $2, $3, coalesce(max(o.version), 0) + 1, $4, $5, $6, $7 from notification_templates o
      where o.tenant_id = $1 and o.name = $2 and o.language = $3 returning ${COLUMNS}`,
    values: [
      tx.tenantId,
      template.name,
      template.language,
      template.title,
      template.body,
      template.html,
      template.createdBy,
    ],
  });
  const [added] = rows;
  if (!added) throw new Error('the template was not inserted');
  return added;
}
