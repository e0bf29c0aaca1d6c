import { listAnswers as listRows } from '../../db/ai/answers.ts';
import { findProcess } from '../../db/processes/find.ts';
import type { TenantTx } from '../../db/tenant.ts';
import { keyset } from '../http/pagination.ts';
import { notFound } from '../problems/problem.ts';
import type { AnswerQuery } from './schemas.ts';
import { showAnswer } from './show.ts';

/** A page of what was answered about a case, newest first. @throws Problem not-found, invalid-cursor */
export async function listAnswers(tx: TenantTx, processId: string, query: AnswerQuery) {
  const { limit = 50, cursor, ...filters } = query;
  const keys = keyset(['instant', 'text'], { processId, ...filters });
  const after = keys.after(cursor);
  if (!(await findProcess(tx, processId))) throw notFound('process');
  const rows = await listRows(tx, processId, filters, {
    limit: limit + 1,
    after: after && { createdAt: new Date(after[0]), id: after[1] },
  });
  return keys.page(rows, limit, (row) => [row.createdAt, row.id], showAnswer);
}
