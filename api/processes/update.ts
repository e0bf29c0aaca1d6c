import { changeCase } from '../../actors/commands/cases/change-case.ts';
import type { Send } from '../../actors/runtime/outbox.ts';
import { type ProcessDetail, readProcess } from '../../db/processes/read.ts';
import type { TenantTx } from '../../db/tenant.ts';
import type { Call } from '../http/conventions.ts';
import { notFound, Problem } from '../problems/problem.ts';
import type { ProcessPatch } from './schemas.ts';
import { cleanTags } from './tags.ts';

/** Changes a case of the bound firm. @throws Problem not-found, version-mismatch */
export async function updateProcess(
  tx: TenantTx,
  send: Send,
  processId: string,
  patch: ProcessPatch,
  meta: { expectedVersion?: number; call: Call },
): Promise<ProcessDetail> {
  const changes = {
    ...patch,
    ...(patch.label === undefined ? {} : { label: patch.label?.trim() || null }),
    ...(patch.tags === undefined ? {} : { tags: cleanTags(patch.tags) }),
  };
  const cause = { id: meta.call.requestId, trace: meta.call.traceparent };
  const { expectedVersion } = meta;
  const result = await changeCase(tx, send, processId, changes, { expectedVersion, cause });
  if (result.outcome === 'not_found') throw notFound('process');
  if (result.outcome === 'stale') throw new Problem('version-mismatch');
  const detail = await readProcess(tx, processId);
  if (!detail) throw new Error(`the changed case ${processId} cannot be read`);
  return detail;
}
