import { setTimeout as sleep } from 'node:timers/promises';
import { readDraft } from '../../db/ai/drafts.ts';
import { isFinished } from '../../db/jobs/job.ts';
import { readJob } from '../../db/jobs/read.ts';
import type { Pool } from '../../db/pool.ts';
import { readTenant } from '../../db/tenant.ts';
import { HEARTBEAT, sseEvent } from '../http/sse.ts';
import { type Job, showJob } from './schemas.ts';

export interface FollowOptions {
  pool: Pool;
  tenantId: string;
  /** Whether the stream may go on: the credentials are good and the process is not stopping. */
  mayContinue: () => Promise<boolean>;
  pollMs: number;
  heartbeatMs: number;
}

/**
 * A job until it has ended: `progress` at first and after each change, `text` each time it has written more (whole, so that a
 * reader who comes late or again has all of it), then `end`.
 */
export async function* followJob(
  job: Job,
  options: FollowOptions,
  signal: AbortSignal,
): AsyncGenerator<string> {
  const { pool, tenantId, pollMs, heartbeatMs } = options;
  let shown = '';
  let told: string | undefined;
  let draft: string | undefined;
  let current = job;
  let saidAt = Date.now();
  let checkedAt = saidAt;
  while (!signal.aborted) {
    if (isFinished(current)) {
      yield sseEvent({ event: 'end', data: current });
      return;
    }
    // By the clock: a job that always makes progress is never silent, and would outlive the credentials.
    if (Date.now() - checkedAt >= heartbeatMs) {
      if (!(await options.mayContinue())) return;
      checkedAt = Date.now();
    }
    const text = JSON.stringify(current);
    if (text !== shown) {
      shown = text;
      saidAt = Date.now();
      yield sseEvent({ event: 'progress', data: current });
    }
    if (draft !== undefined && draft !== told) {
      told = draft;
      saidAt = Date.now();
      yield sseEvent({ event: 'text', data: { text: draft } });
    } else if (Date.now() - saidAt >= heartbeatMs) {
      saidAt = Date.now();
      yield HEARTBEAT;
    }
    // The reader left while we slept: that is the end, not an error.
    await sleep(pollMs, undefined, { signal }).catch(() => {});
    if (signal.aborted) return;
    const [row, written] = await readTenant(pool, tenantId, (tx) =>
      Promise.all([readJob(tx, job.id), readDraft(tx, job.id)]),
    );
    if (!row) return;
    current = showJob(row);
    draft = written;
  }
}
