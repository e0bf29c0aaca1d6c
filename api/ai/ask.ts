import { askAbout } from '../../actors/commands/ai/ask-about.ts';
import type { AiTask } from '../../actors/contracts/ai-answer.ts';
import type { Send } from '../../actors/runtime/outbox.ts';
import type { AnswerInput } from '../../db/ai/answers.ts';
import type { Job } from '../../db/jobs/job.ts';
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
 * @throws Problem not-found, sealed-process, invalid-body for movements that are none of the case
 */
export async function ask(tx: TenantTx, send: Send, { by, ...asked }: Asked): Promise<Job> {
  const cause = { id: by.call.requestId, trace: by.call.traceparent };
  const outcome = await askAbout(tx, send, { ...asked, createdBy: by.createdBy, cause });
  if ('job' in outcome) return outcome.job;
  if (outcome.refused === 'no-movements') throw noMovements(outcome.places);
  throw outcome.refused === 'sealed' ? new Problem('sealed-process') : notFound('process');
}

function noMovements(places: readonly number[]): Problem {
  const errors = places.map((place) => ({
    location: `body.movementIds.${place}`,
    message: 'It is no movement of this case.',
    fix: 'Send ids from GET /v1/processes/{processId}/movements.',
  }));
  return new Problem('invalid-body', { errors });
}
