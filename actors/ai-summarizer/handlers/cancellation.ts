import { isCancelRequested } from '../../../db/jobs/cancel.ts';
import type { SummarizerContext } from '../parts.ts';

export interface Cancellation {
  /** Aborts when somebody has cancelled the job. */
  readonly signal: AbortSignal;
  stop(): void;
}

/** Looks now and then whether somebody has cancelled a job, while a model writes for it. */
export function watchCancellation(
  ctx: SummarizerContext,
  jobId: string | null,
  everyMs: number,
): Cancellation {
  const controller = new AbortController();
  if (jobId === null) return { signal: controller.signal, stop() {} };
  let looking = false;
  const timer = setInterval(() => {
    if (looking) return;
    looking = true;
    ctx
      .read((tx) => isCancelRequested(tx, jobId))
      .then((cancelled) => {
        if (cancelled) controller.abort(new DOMException('somebody cancelled it', 'AbortError'));
      })
      // The database being away for a moment is no reason to stop writing; the commit will tell.
      .catch((error) => ctx.log.warn({ err: error }, 'could not look whether a job was cancelled'))
      .finally(() => {
        looking = false;
      });
  }, everyMs);
  return { signal: controller.signal, stop: () => clearInterval(timer) };
}
