import type { TenantTx } from '../tenant.ts';
import type { ImportCounts, ImportLine, ImportOutcome } from './line.ts';

/** Lines of an import in file order; `after` is the number of the last line of the page before. */
export async function listImportLines(
  tx: TenantTx,
  jobId: string,
  filters: { outcome?: ImportOutcome },
  page: { limit: number; after?: number },
): Promise<ImportLine[]> {
  const { rows } = await tx.client.query<ImportLine>({
    name: 'list-import-lines',
    text: `select line, input, label, tags, outcome, number, process_id as "processId", message, fix from import_lines
      where tenant_id = $1 and job_id = $2 and line > $3 and ($4::text is null or outcome = $4)
      order by line limit $5`,
    values: [tx.tenantId, jobId, page.after ?? 0, filters.outcome ?? null, page.limit],
  });
  return rows;
}

/** How many lines of an import came to what. */
export async function countImportLines(tx: TenantTx, jobId: string): Promise<ImportCounts> {
  const { rows } = await tx.client.query<{ outcome: ImportOutcome; lines: number }>({
    name: 'count-import-lines',
    text: `select outcome, count(*)::int as lines from import_lines where tenant_id = $1 and job_id = $2 group by outcome`,
    values: [tx.tenantId, jobId],
  });
  const counts: ImportCounts = { pending: 0, created: 0, exists: 0, invalid: 0, duplicate: 0 };
  for (const { outcome, lines } of rows) counts[outcome] = lines;
  return counts;
}
