import { type AnswerInput, createAnswers } from '../../../db/ai/answers.ts';
import { standingMovements } from '../../../db/ai/sources.ts';
import { createJob } from '../../../db/jobs/create.ts';
import type { Job } from '../../../db/jobs/job.ts';
import { findSecrecy } from '../../../db/processes/secrecy.ts';
import type { TenantTx } from '../../../db/tenant.ts';
import type { AiTask } from '../../contracts/ai-answer.ts';
import { aiSummarizer } from '../../contracts/ai-summarizer.ts';
import { newId } from '../../contracts/ids.ts';
import { message } from '../../runtime/message.ts';
import type { Send } from '../../runtime/outbox.ts';
import type { Cause } from '../cases/register-case.ts';

export interface Question {
  task: AiTask;
  /** null when it is about no case. */
  processId: string | null;
  input: AnswerInput;
  createdBy: string | null;
  cause: Cause;
}

/** Why nothing is written. `places`: of movement ids that name none of the case. */
export type Refusal = { refused: 'not-found' | 'sealed' } | { refused: 'no-movements'; places: number[] };

/**
 * Asks for something to be written about a case. A summary or risk for the same readers that is still being written answers its
 * job. Of a sealed case nothing is written by any engine.
 */
export async function askAbout(
  tx: TenantTx,
  send: Send,
  { task, processId, input, createdBy, cause }: Question,
): Promise<{ job: Job } | Refusal> {
  if (processId !== null) {
    const process = await findSecrecy(tx, processId);
    if (!process) return { refused: 'not-found' };
    if (process.sealed) return { refused: 'sealed' };
    const { movementIds = [] } = input;
    const known = await standingMovements(tx, processId, movementIds);
    const places = movementIds.flatMap((id, place) => (known.has(id) ? [] : place));
    if (places.length > 0) return { refused: 'no-movements', places };
  }
  const isSame = task === 'summary' || task === 'risk';
  const { job, created } = await createJob(tx, {
    type: ['ai', task, ...(task === 'summary' ? [input.audience] : [])].join('.'),
    subject: isSame && processId !== null ? processId : undefined,
    createdBy: createdBy ?? undefined,
  });
  if (!created) return { job };
  const answerId = newId('answer');
  await createAnswers(tx, [{ id: answerId, task, processId, jobId: job.id, input, createdBy }]);
  const options = { jobId: job.id, cause: cause.id, trace: cause.trace };
  send(message(aiSummarizer, 'answer', { tenant: tx.tenantId, key: answerId }, { answerId }, options));
  return { job };
}
