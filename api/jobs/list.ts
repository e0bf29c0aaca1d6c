import { type Static, Type } from '@sinclair/typebox';
import { listJobs as listRows } from '../../db/jobs/read.ts';
import type { TenantTx } from '../../db/tenant.ts';
import { oneOf, strict } from '../http/conventions.ts';
import { keyset, pageQuery } from '../http/pagination.ts';
import { JobState, showJob } from './schemas.ts';

export const JobQuery = strict({
  ...pageQuery,
  state: Type.Optional(JobState),
  type: Type.Optional(
    oneOf(
      [
        'process.refresh',
        'process.import',
        'webhook.test',
        'webhook.resend',
        'ai.summary.client',
        'ai.summary.lawyer',
        'ai.question',
        'ai.risk',
        'ai.classification',
        'ai.term',
      ],
      'Only of this type',
    ),
  ),
});
export type JobQuery = Static<typeof JobQuery>;

/** A page of the firm's jobs, newest first. @throws Problem invalid-cursor */
export async function listJobs(tx: TenantTx, query: JobQuery) {
  const { limit = 50, cursor, ...filters } = query;
  const keys = keyset(['instant', 'text'], filters);
  const after = keys.after(cursor);
  const rows = await listRows(tx, filters, {
    limit: limit + 1,
    after: after && { createdAt: new Date(after[0]), id: after[1] },
  });
  return keys.page(rows, limit, (row) => [row.createdAt, row.id], showJob);
}
