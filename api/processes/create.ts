import { registerCase } from '../../actors/commands/cases/register-case.ts';
import type { Send } from '../../actors/runtime/outbox.ts';
import type { ProcessDetail } from '../../db/processes/read.ts';
import type { TenantTx } from '../../db/tenant.ts';
import type { Call } from '../http/conventions.ts';
import { requireCnjNumber } from './number.ts';
import type { NewProcess } from './schemas.ts';
import { cleanTags } from './tags.ts';

/** Registers a case of the bound firm. @throws Problem invalid-process-number */
export async function createProcess(
  tx: TenantTx,
  send: Send,
  wanted: NewProcess,
  call: Call,
): Promise<{ process: ProcessDetail; created: boolean }> {
  const fields = { label: wanted.label?.trim() || null, tags: cleanTags(wanted.tags ?? []) };
  const cause = { id: call.requestId, trace: call.traceparent };
  return registerCase(tx, send, requireCnjNumber(wanted.number), fields, cause);
}
