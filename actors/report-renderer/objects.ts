import type { ReportFormat } from '../contracts/reports.ts';

/** Everything of a report lies under this. */
export const reportPrefix = (tenant: string, reportId: string) => `${tenant}/reports/${reportId}/`;

export const snapshotKey = (tenant: string, reportId: string) =>
  `${reportPrefix(tenant, reportId)}snapshot.json`;

export const fileKey = (tenant: string, reportId: string, format: ReportFormat) =>
  `${reportPrefix(tenant, reportId)}report.${format}`;
