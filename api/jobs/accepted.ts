import type { Job as JobRow } from '../../db/jobs/job.ts';
import { type Job, showJob } from './schemas.ts';

/** 202: it will be done; Location says where to follow it. */
export function accepted(
  set: { status?: number | string; headers: Record<string, string | number> },
  job: JobRow,
  location = `/v1/jobs/${job.id}`,
): Job {
  set.status = 202;
  set.headers.location = location;
  return showJob(job);
}
