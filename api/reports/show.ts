import type { ObjectStore } from '../../actors/contracts/object-store.ts';
import { MEDIA_TYPES } from '../../actors/contracts/reports.ts';
import type { Report as ReportRow } from '../../db/reports/report.ts';
import type { Report, ReportEntry } from './schemas.ts';

/** A link is for the person who asked just now. */
const LINK_SECONDS = 15 * 60;

/** A report in a list. */
export function showEntry({ files, ...row }: ReportRow): ReportEntry {
  return {
    ...row,
    snapshotAt: row.snapshotAt?.toISOString() ?? null,
    createdAt: row.createdAt.toISOString(),
    readyAt: row.readyAt?.toISOString() ?? null,
    expiresAt: row.expiresAt.toISOString(),
    files: files.map(({ format, bytes, sha256 }) => ({
      format,
      mediaType: MEDIA_TYPES[format],
      bytes,
      sha256,
    })),
  };
}

/** A report with links to its files. */
export async function showReport(row: ReportRow, store: ObjectStore): Promise<Report> {
  const entry = showEntry(row);
  const links = await Promise.all(
    row.files.map(({ objectKey, format }) =>
      store.link(objectKey, { seconds: LINK_SECONDS, fileName: `${row.kind}-${row.id}.${format}` }),
    ),
  );
  const files = entry.files.map((file, i) => ({
    ...file,
    url: links[i]?.url ?? '',
    urlExpiresAt: links[i]?.expiresAt.toISOString() ?? '',
  }));
  return { ...entry, files };
}
