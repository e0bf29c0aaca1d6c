import type { ReportFormat, ReportKind, ReportParams } from '../../actors/contracts/reports.ts';

export type ReportState = 'queued' | 'ready' | 'failed';

export interface ReportFile {
  format: ReportFormat;
  objectKey: string;
  bytes: number;
  /** Hexadecimal. */
  sha256: string;
}

export interface Report {
  id: string;
  kind: ReportKind;
  title: string;
  params: ReportParams;
  state: ReportState;
  /** SHA-256 of its snapshot; null until it was taken. */
  snapshotId: string | null;
  snapshotAt: Date | null;
  templateId: string | null;
  templateVersion: number | null;
  scheduleId: string | null;
  /** Ids of people. */
  deliverTo: string[];
  error: { message: string; fix?: string } | null;
  createdBy: string | null;
  createdAt: Date;
  readyAt: Date | null;
  expiresAt: Date;
  files: ReportFile[];
}

/** The columns of a `Report`, of a table called r. */
export const REPORT_COLUMNS = `r.id, r.kind, r.title, r.params, r.state, r.snapshot_id as "snapshotId", r.snapshot_at as "snapshotAt",
  r.template_id as "templateId", r.template_version as "templateVersion", r.schedule_id as "scheduleId", r.deliver_to as "deliverTo", r.error,
  r.created_by as "createdBy", r.created_at as "createdAt", r.ready_at as "readyAt", r.expires_at as "expiresAt",
  coalesce((select json_agg(json_build_object('format', f.format, 'objectKey', f.object_key, 'bytes', f.bytes, 'sha256', f.sha256)
    order by f.format) from report_files f where f.tenant_id = r.tenant_id and f.report_id = r.id), '[]') as files`;
