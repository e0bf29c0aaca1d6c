import type { AnswerRow } from '../../../db/ai/answers.ts';
import { dropDraft } from '../../../db/ai/drafts.ts';
import { finishAnswer, markAnswer } from '../../../db/ai/finish.ts';
import { weightOf } from '../../../db/ai/sentences.ts';
import { newEvent } from '../../../db/events/append.ts';
import { appendNext } from '../../../db/events/append-next.ts';
import { endJobs } from '../../../db/jobs/finish.ts';
import type { JobError } from '../../../db/jobs/job.ts';
import type { TenantTx } from '../../../db/tenant.ts';
import { disclaimerOf, textOf } from '../../contracts/ai-answer.ts';
import type { ProcessRef } from '../../contracts/events.ts';
import { notifier } from '../../contracts/notifier.ts';
import { message } from '../../runtime/message.ts';
import type { Answered } from '../answering/answer.ts';
import type { SummarizerContext } from '../parts.ts';
import { whyNotKept } from './find-sources.ts';

type Asked = Pick<AnswerRow, 'id' | 'task' | 'processId' | 'jobId' | 'input'>;

/** What was asked about was withheld, has left the case, or is older than what is read. */
const NOTHING_TO_SHOW: JobError = {
  message:
    'Nada do que foi pedido pôde ser mostrado: os movimentos não podem ser lidos por um programa ou já não constam do processo.',
  fix: 'Leia os movimentos no processo, ou peça sobre outros.',
};

/** Writes an answer down with the removal of the message: the answer, its event, the end of its job. Of a
 * case that was sealed meanwhile nothing is kept. */
export function storeAnswer(
  ctx: SummarizerContext,
  row: Asked,
  process: ProcessRef | null,
  { body, provenance, inputHash }: Answered,
): void {
  if (body.statements.length === 0) {
    storeFailure(ctx, row, NOTHING_TO_SHOW);
    return;
  }
  ctx.write(async (tx, send) => {
    const whyNot = await whyNotKept(tx, row.processId);
    if (whyNot) return fail(tx, row, whyNot);
    const isOpen = await finishAnswer(tx, { id: row.id, inputHash, body, provenance });
    if (isOpen && process && (row.task === 'summary' || row.task === 'notice')) {
      const importance = row.task === 'notice' ? await weightOf(tx, row.input.movementIds ?? []) : undefined;
      const event = newEvent('summary.generated', {
        aggregate: 'summary',
        aggregateId: row.id,
        version: 1,
        causationId: ctx.messageId,
        data: {
          process,
          answerId: row.id,
          task: row.task,
          audience: row.input.audience ?? 'client',
          text: textOf(body),
          movementIds: [...new Set(body.statements.flatMap((s) => s.movementIds))],
          proved: body.statements.every((s) => s.proved),
          ...(importance && { importance }),
          engine: provenance.engine,
          disclaimer: disclaimerOf(provenance.engine),
        },
      });
      await appendNext(tx, [event]);
      send(
        message(
          notifier,
          'notify',
          { tenant: ctx.tenant },
          { eventIds: [event.id] },
          { cause: ctx.messageId, trace: ctx.trace },
        ),
      );
    }
    if (row.jobId === null) return;
    await dropDraft(tx, row.jobId);
    const result = {
      answerId: row.id,
      engine: provenance.engine,
      model: provenance.model,
      fallback: provenance.fallback,
      text: textOf(body),
    };
    await endJobs(tx, [row.jobId], { state: 'succeeded', result });
  });
}

/** Ends a question that cannot be answered, with the reason and what to do. */
export function storeFailure(ctx: SummarizerContext, row: Asked, error: JobError): void {
  ctx.write((tx) => fail(tx, row, error));
}

async function fail(tx: TenantTx, { id, jobId }: Asked, error: JobError): Promise<void> {
  await markAnswer(tx, id, 'failed');
  if (jobId === null) return;
  await dropDraft(tx, jobId);
  await endJobs(tx, [jobId], { state: 'failed', error });
}

export function storeCancellation(ctx: SummarizerContext, { id, jobId }: Asked): void {
  ctx.write(async (tx) => {
    await markAnswer(tx, id, 'cancelled');
    if (jobId === null) return;
    await dropDraft(tx, jobId);
    await endJobs(tx, [jobId], { state: 'cancelled' });
  });
}
