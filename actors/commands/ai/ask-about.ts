import { type AnswerInput, createAnswers } from '../../../db/ai/answers.ts';
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

/**
 * Asks for something to be written about a case. A summary or risk for the same readers that is still being written answers its
 * job. Of a sealed case nothing is written by any engine.
 */
export async function askAbout(
  tx: TenantTx,
  send: Send,
  { task, processId, input, createdBy, cause }: Question,
): Promise<{ job: Job } | { refused: 'not-found' | 'sealed' }> {
  if (processId !== null) {
    const process = await findSecrecy(tx, processId);
    if (!process) return { refused: 'not-found' };
    if (process.sealed) return { refused: 'sealed' };
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
