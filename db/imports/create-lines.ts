import type { TenantTx } from '../tenant.ts';
import type { ImportOutcome } from './line.ts';

/** A line of an import as it was read: valid ones are `pending`, the others decided. */
export interface NewImportLine {
  /** From 1, as a person counts the lines of the file. */
  line: number;
  input: string;
  label: string | null;
  tags: string[];
  outcome: Extract<ImportOutcome, 'pending' | 'invalid' | 'duplicate'>;
  /** 20 digits, once read. */
  number: string | null;
  message: string | null;
  fix: string | null;
}

/** Stores all lines of an import in one statement. */
export async function createImportLines(
  tx: TenantTx,
  jobId: string,
  lines: readonly NewImportLine[],
): Promise<void> {
  await tx.client.query({
    name: 'create-import-lines',
    text: `insert into import_lines (tenant_id, job_id, line, input, label, tags, outcome, number, message, fix)
      select $1, $2, line, input, label, tags, outcome, number, message, fix
      from json_to_recordset($3) as l(line int, input text, label text, tags text[], outcome text, number text, message text, fix text)`,
    values: [tx.tenantId, jobId, JSON.stringify(lines)],
  });
}
