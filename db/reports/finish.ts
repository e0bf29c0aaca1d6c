import type { TenantTx } from '../tenant.ts';
import type { ReportFile } from './report.ts';

/** Files of a report are there. One that was deleted meanwhile stays deleted: answers false. */
export async function reportReady(
  tx: TenantTx,
  reportId: string,
  made: {
    snapshotId: string;
    snapshotAt: Date;
    title: string;
    /** Those that must not come under secrecy for its files to be given. */
    shownCases: readonly string[];
    files: readonly ReportFile[];
  },
): Promise<boolean> {
  const { rowCount } = await tx.client.query({
    name: 'report-ready',
    text: `update reports set state = 'ready', snapshot_id = $3, snapshot_at = $4, title = $5, shown_cases = $6, error = null,
        ready_at = coalesce(ready_at, now())
      where tenant_id = $1 and id = $2 and deleted_at is null`,
    values: [tx.tenantId, reportId, made.snapshotId, made.snapshotAt, made.title, made.shownCases],
  });
  await tx.client.query({
    name: 'report-files',
    text: `insert into report_files (tenant_id, report_id, format, object_key, bytes, sha256)
      select $1, $2, format, "objectKey", bytes, sha256
      from json_to_recordset($3) as f(format text, "objectKey" text, bytes bigint, sha256 text)
      on conflict (tenant_id, report_id, format) do update set object_key = excluded.object_key, bytes = excluded.bytes, sha256 = excluded.sha256`,
    values: [tx.tenantId, reportId, JSON.stringify(made.files)],
  });
  return (rowCount ?? 0) > 0;
}

/** A report that could not be made, with the reason. One that has files keeps them: only a further format failed. */
export async function reportFailed(
  tx: TenantTx,
  reportId: string,
  error: { message: string; fix?: string },
): Promise<void> {
  await tx.client.query({
    name: 'report-failed',
    text: `update reports set state = 'failed', error = $3 where tenant_id = $1 and id = $2 and state = 'queued'`,
    values: [tx.tenantId, reportId, JSON.stringify(error)],
  });
}

/** Marks a report deleted; false when the firm has none. */
export async function deleteReport(tx: TenantTx, reportId: string): Promise<boolean> {
  const { rowCount } = await tx.client.query({
    name: 'delete-report',
    text: 'update reports set deleted_at = now() where tenant_id = $1 and id = $2 and deleted_at is null',
    values: [tx.tenantId, reportId],
  });
  return (rowCount ?? 0) > 0;
}

/** After its objects are gone. */
export async function forgetFiles(tx: TenantTx, reportId: string): Promise<void> {
  await tx.client.query({
    name: 'forget-report-files',
    text: 'delete from report_files where tenant_id = $1 and report_id = $2',
    values: [tx.tenantId, reportId],
  });
}
