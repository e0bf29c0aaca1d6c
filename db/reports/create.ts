import type { ReportKind, ReportParams } from '../../actors/contracts/reports.ts';
import type { TenantTx } from '../tenant.ts';
import { REPORT_COLUMNS, type Report } from './report.ts';

export interface NewReport {
  id: string;
  kind: ReportKind;
  title: string;
  params: ReportParams;
  template: { id: string; version: number } | null;
  scheduleId?: string;
  deliverTo?: readonly string[];
  createdBy?: string;
  expiresAt: Date;
}

/** Queues a report of the bound firm. */
export async function createReport(tx: TenantTx, report: NewReport): Promise<Report> {
  const { rows } = await tx.client.query<Report>({
    name: 'create-report',
    text: `insert into reports as r (tenant_id, id, kind, title, params, template_id, template_version, schedule_id, deliver_to, created_by, expires_at)
      values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) returning ${REPORT_COLUMNS}`,
    values: [
      tx.tenantId,
      report.id,
      report.kind,
      report.title,
      JSON.stringify(report.params),
      report.template?.id ?? null,
      report.template?.version ?? null,
      report.scheduleId ?? null,
      report.deliverTo ?? [],
      report.createdBy ?? null,
      report.expiresAt,
    ],
  });
  const [created] = rows;
  if (!created) throw new Error('the report was not inserted');
  return created;
}
