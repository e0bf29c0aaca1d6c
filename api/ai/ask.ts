import type { AiTask } from '../../actors/contracts/ai-answer.ts';
import { aiSummarizer } from '../../actors/contracts/ai-summarizer.ts';
import { newId } from '../../actors/contracts/ids.ts';
import { message } from '../../actors/runtime/message.ts';
import type { Send } from '../../actors/runtime/outbox.ts';
import { type AnswerInput, createAnswers } from '../../db/ai/answers.ts';
import { createJob } from '../../db/jobs/create.ts';
import type { Job } from '../../db/jobs/job.ts';
import { findSecrecy } from '../../db/processes/secrecy.ts';
import type { TenantTx } from '../../db/tenant.ts';
import type { Call } from '../http/conventions.ts';
import { notFound, Problem } from '../problems/problem.ts';

export interface Asked {
  task: AiTask;
  processId: string | null;
  input: AnswerInput;
  by: { createdBy: string | null; call: Call };
}

/**
 * Asks for something to be written about a case. A summary for the same readers that is still being written answers its job.
 * @throws Problem not-found, sealed-process
 */
export async function ask(tx: TenantTx, send: Send, { task, processId, input, by }: Asked): Promise<Job> {
  if (processId !== null) {
    const process = await findSecrecy(tx, processId);
    if (!process) throw notFound('process');
    if (process.sealed) throw new Problem('sealed-process');
  }
  const isSame = task === 'summary' || task === 'risk';
  const { job, created } = await createJob(tx, {
    type: ['ai', task, ...(task === 'summary' ? [input.audience] : [])].join('.'),
    subject: isSame && processId !== null ? processId : undefined,
    createdBy: by.createdBy ?? undefined,
  });
  if (!created) return job;
  const answerId = newId('answer');
  await createAnswers(tx, [{ id: answerId, task, processId, jobId: job.id, input, createdBy: by.createdBy }]);
  const options = { jobId: job.id, cause: by.call.requestId, trace: by.call.traceparent };
  send(message(aiSummarizer, 'answer', { tenant: tx.tenantId, key: answerId }, { answerId }, options));
  return job;
}
