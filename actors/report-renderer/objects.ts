import type { ReportFormat } from '../contracts/reports.ts';

/**
 * Everything of a report lies under this. Objects are named by their content: a worker that was cut off and writes on beside its
 * successor, from a snapshot of its own, overwrites nothing. What nothing names goes with the report.
 */
export const reportPrefix = (tenant: string, reportId: string) => `${tenant}/reports/${reportId}/`;

/** @param snapshotId SHA-256 of its bytes, hexadecimal */
export const snapshotKey = (tenant: string, reportId: string, snapshotId: string) =>
  `${reportPrefix(tenant, reportId)}snapshot-${snapshotId}.json`;

export const fileKey = (tenant: string, reportId: string, file: { format: ReportFormat; sha256: string }) =>
  `${reportPrefix(tenant, reportId)}report-${file.sha256}.${file.format}`;
