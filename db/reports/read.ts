import type { ReportKind } from '../../actors/contracts/reports.ts';
import type { TenantTx } from '../tenant.ts';
import { REPORT_COLUMNS, type Report, type ReportState } from './report.ts';

/** A report that was not deleted, with its files. */
export async function readReport(tx: TenantTx, reportId: string): Promise<Report | undefined> {
  const { rows } = await tx.client.query<Report>({
    name: 'read-report',
    text: `select ${REPORT_COLUMNS} from reports r where r.tenant_id = $1 and r.id = $2 and r.deleted_at is null`,
    values: [tx.tenantId, reportId],
  });
  return rows[0];
}

export interface ReportFilters {
  kind?: ReportKind;
  state?: ReportState;
  scheduleId?: string;
}

/** Newest first; `after` is the last report of the page before. */
export async function listReports(
  tx: TenantTx,
  filters: ReportFilters,
  page: { limit: number; after?: { createdAt: Date; id: string } },
): Promise<Report[]> {
  const { rows } = await tx.client.query<Report>({
    text: `select ${REPORT_COLUMNS} from reports r
      where r.tenant_id = $1 and r.deleted_at is null and ($2::text is null or r.kind = $2) and ($3::text is null or r.state = $3)
        and ($4::text is null or r.schedule_id = $4) and ($5::timestamptz is null or (r.created_at, r.id) < ($5, $6))
      order by r.created_at desc, r.id desc limit $7`,
    values: [
      tx.tenantId,
      filters.kind ?? null,
      filters.state ?? null,
      filters.scheduleId ?? null,
      page.after?.createdAt ?? null,
      page.after?.id ?? null,
      page.limit,
    ],
  });
  return rows;
}
