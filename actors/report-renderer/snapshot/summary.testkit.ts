import { createAnswers } from '../../../db/ai/answers.ts';
import { finishAnswer } from '../../../db/ai/finish.ts';
import type { TenantTx } from '../../../db/tenant.ts';
import type { Audience, Statement } from '../../contracts/ai-answer.ts';
import { newId } from '../../contracts/ids.ts';

/** A summary of one sentence, written down as the summarizer does (role lux_runtime). */
export async function keepSummary(
  tx: TenantTx,
  summary: { processId: string; audience: Audience; text: string; movementIds: string[] },
): Promise<void> {
  const { processId, audience, text, movementIds } = summary;
  const id = newId('answer');
  const asked = {
    id,
    task: 'summary',
    processId,
    jobId: null,
    input: { audience },
    createdBy: null,
  } as const;
  await createAnswers(tx, [asked]);
  const statement: Statement = {
    section: 'happened',
    text,
    movementIds,
    header: false,
    proved: true,
    doubts: [],
  };
  const uses = { inputTokens: 0, outputTokens: 0, costMicros: 0 };
  const provenance = {
    engine: 'local',
    model: 'regras-9',
    promptVersion: 'summary-9',
    fallback: 'no-key',
  } as const;
  const body = { statements: [statement], verdict: null, withheld: [] };
  await finishAnswer(tx, { id, inputHash: null, body, provenance: { ...provenance, ...uses } });
}
