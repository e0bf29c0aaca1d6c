import { keepDraft } from '../../../db/ai/drafts.ts';
import { withTenant } from '../../../db/tenant.ts';
import type { SummarizerContext } from '../parts.ts';

export interface DraftKeeper {
  show(text: string): void;
  /** Resolves when nothing is being written any more. */
  settled(): Promise<void>;
}

/** Keeps what has been written so far for who reads along: the newest text, one write at a time, no more often than `everyMs`. */
export function createDraftKeeper(
  ctx: SummarizerContext,
  jobId: string | null,
  everyMs: number,
): DraftKeeper {
  let newest: string | undefined;
  let writing: Promise<void> | undefined;

  async function write(job: string): Promise<void> {
    while (newest !== undefined) {
      const text = newest;
      newest = undefined;
      // Nobody's answer depends on it: the draft is read along, the result is committed.
      await withTenant(ctx.platform, ctx.tenant, (tx) => keepDraft(tx, job, text)).catch((error) =>
        ctx.log.warn({ err: error }, 'could not keep a draft'),
      );
      await Bun.sleep(everyMs);
    }
  }

  return {
    show(text) {
      if (jobId === null || text === '') return;
      newest = text;
      writing ??= write(jobId).finally(() => {
        writing = undefined;
      });
    },
    async settled() {
      newest = undefined;
      await writing;
    },
  };
}
