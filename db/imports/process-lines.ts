import { parseCnjNumber } from '../../actors/contracts/cnj-number.ts';
import { type Registered, type Registration, registerProcesses } from '../processes/register.ts';
import { registrationOf } from '../processes/registration.ts';
import type { TenantTx } from '../tenant.ts';

export interface ImportedChunk {
  /** What the lines came to, in file order. The caller sends `watch` for those that were created and have a court. */
  registered: (Registered & { courtStatus: Registration['courtStatus'] })[];
  /** Lines that still wait. */
  remaining: number;
}

/**
 * Registers the cases of the next `limit` pending lines of an import and marks those lines `created` or `exists`.
 * A line is handled once, whatever is repeated. Answers an empty chunk when none waits.
 */
export async function processImportLines(
  tx: TenantTx,
  jobId: string,
  limit: number,
  meta: { correlationId?: string } = {},
): Promise<ImportedChunk> {
  const { rows: lines } = await tx.client.query<{
    line: number;
    number: string;
    label: string | null;
    tags: string[] | null;
  }>({
    name: 'take-import-lines',
    text: `select line, number, label, tags from import_lines where tenant_id = $1 and job_id = $2 and outcome = 'pending'
      order by line limit $3 for update`,
    values: [tx.tenantId, jobId, limit],
  });
  if (lines.length === 0) return { registered: [], remaining: 0 };

  const registrations = lines.map(({ number, label, tags }) => {
    const parsed = parseCnjNumber(number);
    if (!parsed.ok) throw new Error(`an import line was stored with the invalid number ${number}`);
    return registrationOf(parsed.number, { label, tags: tags ?? [] });
  });
  const registered = await registerProcesses(tx, registrations, meta);
  await tx.client.query({
    name: 'mark-import-lines',
    text: MARK,
    values: [
      tx.tenantId,
      jobId,
      lines.map((l) => l.line),
      registered.map((r) => r.processId),
      registered.map((r) => r.created),
    ],
  });
  const { rows } = await tx.client.query({
    name: 'remaining-import-lines',
    text: `select count(*)::int as remaining from import_lines where tenant_id = $1 and job_id = $2 and outcome = 'pending'`,
    values: [tx.tenantId, jobId],
  });
  return {
    registered: registered.map((r, i) => ({ ...r, courtStatus: registrations[i]?.courtStatus ?? 'pending' })),
    remaining: rows[0].remaining,
  };
}

const MARK = `
  update import_lines l set process_id = done.process_id, outcome = case when done.created then 'created' else 'exists' end
  from unnest($3::int[], $4::text[], $5::boolean[]) as done(line, process_id, created)
  where l.tenant_id = $1 and l.job_id = $2 and l.line = done.line`;
