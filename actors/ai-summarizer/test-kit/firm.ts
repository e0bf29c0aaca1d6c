import { type AnswerInput, createAnswers } from '../../../db/ai/answers.ts';
import { changeAiSettings } from '../../../db/ai/settings.ts';
import { createJob } from '../../../db/jobs/create.ts';
import type { Pool } from '../../../db/pool.ts';
import { withTenant } from '../../../db/tenant.ts';
import type { AiTask } from '../../contracts/ai-answer.ts';
import { newId } from '../../contracts/ids.ts';
import { classifyMovement } from '../../process-monitor/classify/classify.ts';
import { describeMovement } from '../../process-monitor/classify/describe.ts';

/** A movement of a test's case: `2024-03-05 219`, or with its complement, `2024-03-05 51 3:36 para julgamento`. */
export interface Step {
  day: string;
  code: number;
  name?: string;
  complements?: { code: number; value: number; name: string; description: string }[];
  grau?: string;
}

export interface TestCase {
  tenantId: string;
  processId: string;
  /** In the order of the steps. */
  movementIds: string[];
}

const HEADER = {
  class: { code: 7, name: 'Procedimento Comum Cível' },
  unit: { code: '1', name: '2ª Vara Cível de Campinas', municipality: null },
  subjects: [{ code: 10433, name: 'Indenização por Dano Moral' }],
  filedAt: '2023-01-10T10:00:00-03:00',
};

/** A firm with a watched case, written straight into the projection. */
export async function makeCase(
  pool: Pool,
  steps: readonly Step[],
  more: { tenantId?: string; number?: string; secrecy?: number; grauSecrecy?: number; allow?: boolean } = {},
): Promise<TestCase> {
  const tenantId = more.tenantId ?? newId('tenant');
  const processId = newId('process');
  const movementIds = steps.map(() => newId('movement'));
  await withTenant(pool, tenantId, async (tx) => {
    const { client } = tx;
    await client.query(
      `insert into processes (tenant_id, id, number, label, tribunal, court_status, secrecy, movement_count, changed_at, version)
       values ($1, $2, $3, 'Rótulo interno do escritório', 'TJSP', 'found', $4, $5, now(), 1)`,
      [tenantId, processId, more.number ?? '00000011720998260001', more.secrecy ?? 0, steps.length],
    );
    await client.query(
      `insert into process_instances (tenant_id, process_id, alias, grau, tribunal, header, history, secrecy, content_hash, updated_at)
       values ($1, $2, 'tjsp', 'G1', 'TJSP', $3, '[]', $4, 'x', now())`,
      [tenantId, processId, JSON.stringify(HEADER), more.grauSecrecy ?? more.secrecy ?? 0],
    );
    for (const [place, step] of steps.entries())
      await insertMovement(tx, processId, movementIds[place] ?? '', step);
    if (more.allow !== false) await changeAiSettings(tx, { externalModels: true }, null);
  });
  return { tenantId, processId, movementIds };
}

async function insertMovement(
  { client, tenantId }: Parameters<Parameters<typeof withTenant>[2]>[0],
  processId: string,
  id: string,
  { day, code, name = `Movimento ${code}`, complements = [], grau = 'G1' }: Step,
): Promise<void> {
  const { importance, group } = classifyMovement({ code, complements });
  await client.query(
    `insert into movements (tenant_id, id, process_id, alias, grau, code, name, description, occurred_at, complements, unit_name,
       importance, "group", origin, detected_at)
     values ($1, $2, $3, 'tjsp', $4, $5, $6, $7, $8, $9, '2ª Vara Cível de Campinas', $10, $11, 'backfill', now())`,
    [
      tenantId,
      id,
      processId,
      grau,
      code,
      name,
      describeMovement({ code, name, complements }),
      `${day}T12:00:00-03:00`,
      JSON.stringify(complements),
      importance,
      group,
    ],
  );
}

/** Asks something as the API does; answers the ids. */
export async function askFor(
  pool: Pool,
  { tenantId, processId }: { tenantId: string; processId: string | null },
  task: AiTask,
  input: AnswerInput,
): Promise<{ answerId: string; jobId: string }> {
  const answerId = newId('answer');
  const jobId = await withTenant(pool, tenantId, async (tx) => {
    const { job } = await createJob(tx, { type: `ai.${task}` });
    await createAnswers(tx, [{ id: answerId, task, processId, jobId: job.id, input, createdBy: null }]);
    return job.id;
  });
  return { answerId, jobId };
}
