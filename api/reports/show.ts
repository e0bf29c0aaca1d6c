import { type FileLink, linkEnd } from '../../actors/contracts/file-links.ts';
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
export function showReport(
  row: ReportRow,
  { link, now, withheld }: { link: FileLink; now: Date; withheld: boolean },
): Report {
  const until = linkEnd(now, LINK_SECONDS, row.expiresAt);
  const urls = new Map(
    row.files.map(({ objectKey: key, format }) => {
      return [format, link({ key, fileName: `${row.kind}-${row.id}.${format}` }, until)];
    }),
  );
  const entry = showEntry(row);
  const files = entry.files.map((file) => ({
    ...file,
    url: withheld ? null : (urls.get(file.format) ?? null),
    urlExpiresAt: until.toISOString(),
  }));
  return { ...entry, files, withheld };
}
