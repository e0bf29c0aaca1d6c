import { type Static, Type } from '@sinclair/typebox';
import { isFinished, type Job as JobRow } from '../../db/jobs/job.ts';
import { idOf, instant, nullable, oneOf } from '../http/conventions.ts';

export const JobId = idOf('job', 'Id of the job');
export const jobParams = Type.Object({ jobId: JobId });

export const JobState = oneOf(
  ['queued', 'running', 'succeeded', 'failed', 'cancelled'],
  'The last three are final',
);

export const Job = Type.Object(
  {
    id: JobId,
    type: Type.String({
      description:
        'process.refresh, process.import, webhook.test, webhook.resend, ai.summary.client, ai.summary.lawyer, ai.question, ai.risk, ai.classification or ai.term',
      examples: ['process.refresh'],
    }),
    subject: nullable(
      Type.String({ description: 'Id of what it is about', examples: ['prc_01kb0v5zq8e3n9t2h4x6m7r8sa'] }),
    ),
    state: JobState,
    progress: nullable(
      Type.Object(
        { done: Type.Integer({ examples: [500] }), total: Type.Integer({ examples: [10000] }) },
        { description: 'How far it has come' },
      ),
    ),
    result: Type.Unknown({
      description: 'What came of it; depends on the type',
      examples: [{ created: 9990 }],
    }),
    error: nullable(
      Type.Object(
        {
          message: Type.String({
            description: 'Why it failed, in Portuguese',
            examples: ['O tribunal não respondeu.'],
          }),
          fix: Type.Optional(
            Type.String({ description: 'What to do', examples: ['Tente de novo mais tarde.'] }),
          ),
        },
        { description: 'Present when it failed' },
      ),
    ),
    cancelRequested: Type.Boolean({ description: 'Somebody asked it to end early', examples: [false] }),
    createdBy: nullable(
      Type.String({
        description: 'User or API key that asked for it',
        examples: ['usr_01kb0v5zq8e3n9t2h4x6m7r8sa'],
      }),
    ),
    createdAt: instant('When it was asked for'),
    updatedAt: instant('When it last made progress'),
    finishedAt: nullable(instant('When it ended')),
  },
  { description: 'Work that was promised and is done in the background' },
);
export type Job = Static<typeof Job>;

/** A job as the API shows it. */
export function showJob(row: JobRow): Job {
  return {
    id: row.id,
    type: row.type,
    subject: row.subject,
    state: row.state,
    progress: row.progress,
    result: row.result ?? null,
    error: row.error,
    cancelRequested: row.cancelRequestedAt !== null && !isFinished(row),
    createdBy: row.createdBy,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
    finishedAt: row.finishedAt?.toISOString() ?? null,
  };
}
