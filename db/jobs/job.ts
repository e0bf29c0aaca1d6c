export type JobState = 'queued' | 'running' | 'succeeded' | 'failed' | 'cancelled';

export interface JobProgress {
  done: number;
  total: number;
}

export interface JobError {
  message: string;
  fix?: string;
}

/** Work that somebody was promised. */
export interface Job {
  id: string;
  /** process.refresh | process.import | webhook.test | webhook.resend | ai.summary.client | ai.question ... */
  type: string;
  /** The id of what it is about, when only one such job may wait at a time. */
  subject: string | null;
  state: JobState;
  progress: JobProgress | null;
  result: unknown;
  error: JobError | null;
  createdBy: string | null;
  createdAt: Date;
  updatedAt: Date;
  finishedAt: Date | null;
  cancelRequestedAt: Date | null;
}

export function isFinished(job: Pick<Job, 'state'>): boolean {
  return job.state !== 'queued' && job.state !== 'running';
}

/** The columns of a job under their names in `Job`. */
export const JOB_COLUMNS = `id, type, subject, state, progress, result, error, created_by as "createdBy", created_at as "createdAt",
  updated_at as "updatedAt", finished_at as "finishedAt", cancel_requested_at as "cancelRequestedAt"`;
