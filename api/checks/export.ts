import { formatCnjNumber } from '../../actors/contracts/cnj-number.ts';
import { type CheckFilters, type CheckResult, type CheckRow, listChecks } from '../../db/checks/list.ts';
import type { Pool } from '../../db/pool.ts';
import { findProcess } from '../../db/processes/find.ts';
import { readTenant } from '../../db/tenant.ts';
import { brasiliaTime, type CsvCell, type CsvStyle, csvResponse } from '../http/csv.ts';
import { notFound } from '../problems/problem.ts';
import { tribunalOf } from './list.ts';

const PAGE = 1_000;

const HEADER = [
  'Processo',
  'Tribunal',
  'Consultado em (horário de Brasília)',
  'Respondido em (horário de Brasília)',
  'Resultado',
  'Data da fonte (horário de Brasília)',
  'Resposta',
  'HTTP',
  'Consulta',
];

const RESULTS: Record<CheckResult, string> = {
  unchanged: 'Sem novidade',
  changed: 'Com novidade',
  found: 'Encontrado',
  absent: 'Sem registro no DataJud',
  unavailable: 'Tribunal sem resposta útil',
  'no-index': 'Sem índice público',
};

/** The whole evidence about a case as CSV, in the words of the person it is for. @throws Problem not-found */
export async function exportChecks(
  pool: Pool,
  tenantId: string,
  processId: string,
  filters: CheckFilters,
  style: CsvStyle,
): Promise<Response> {
  const process = await readTenant(pool, tenantId, (tx) => findProcess(tx, processId));
  if (!process) throw notFound('process');
  const watched = { number: process.number, watchedSince: process.createdAt };
  const formatted = formatCnjNumber(process.number);

  // Each page in a transaction of its own: a slow reader must not hold one open.
  async function* pages(): AsyncGenerator<CsvCell[][]> {
    let after: { requestId: string; alias: string } | undefined;
    for (;;) {
      const page = { limit: PAGE, after };
      const rows = await readTenant(pool, tenantId, (tx) => listChecks(tx, watched, filters, page));
      yield rows.map((row) => cellsOf(row, formatted));
      after = rows.at(-1);
      if (rows.length < PAGE) return;
    }
  }
  return csvResponse(`consultas-${process.number}.csv`, HEADER, pages(), style);
}

function cellsOf(row: CheckRow, number: string): CsvCell[] {
  return [
    number,
    tribunalOf(row.alias),
    brasiliaTime(row.askedAt),
    brasiliaTime(row.answeredAt),
    RESULTS[row.result] ?? row.result,
    brasiliaTime(row.sourceUpdatedAt),
    row.outcome,
    row.httpStatus,
    row.requestId,
  ];
}
