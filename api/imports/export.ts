import { formatCnjNumber } from '../../actors/contracts/cnj-number.ts';
import type { ImportOutcome } from '../../db/imports/line.ts';
import { listImportLines } from '../../db/imports/read-lines.ts';
import type { Pool } from '../../db/pool.ts';
import { readTenant } from '../../db/tenant.ts';
import { type CsvCell, type CsvStyle, csvResponse } from '../http/csv.ts';
import { requireImport } from './read.ts';

const PAGE = 2_000;

const HEADER = ['Linha', 'Entrada', 'Resultado', 'Processo', 'Mensagem', 'O que fazer', 'Rótulo', 'Id'];

const OUTCOMES: Record<ImportOutcome, string> = {
  pending: 'Aguardando',
  created: 'Incluído',
  exists: 'Já acompanhado',
  invalid: 'Inválido',
  duplicate: 'Repetido',
};

/** The report of an import as CSV. @throws Problem not-found */
export async function exportLines(
  pool: Pool,
  tenantId: string,
  jobId: string,
  outcome: ImportOutcome | undefined,
  style: CsvStyle,
): Promise<Response> {
  await readTenant(pool, tenantId, (tx) => requireImport(tx, jobId));

  async function* pages(): AsyncGenerator<CsvCell[][]> {
    let after = 0;
    for (;;) {
      const page = { limit: PAGE, after };
      const rows = await readTenant(pool, tenantId, (tx) => listImportLines(tx, jobId, { outcome }, page));
      yield rows.map((row) => [
        row.line,
        row.input,
        OUTCOMES[row.outcome],
        row.number && formatCnjNumber(row.number),
        row.message,
        row.fix,
        row.label,
        row.processId,
      ]);
      after = rows.at(-1)?.line ?? after;
      if (rows.length < PAGE) return;
    }
  }
  return csvResponse(`importacao-${jobId}.csv`, HEADER, pages(), style);
}
