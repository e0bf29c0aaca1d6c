import { reportRenderer } from '../contracts/report-renderer.ts';
import { actor } from '../runtime/actor.ts';
import { TerminalError } from '../runtime/errors.ts';
import { discard } from './handlers/discard.ts';
import { ATTEMPTS, render } from './handlers/render.ts';
import { plan, run } from './handlers/run.ts';
import { warnOfUploads } from './handlers/warn-of-uploads.ts';
import type { RendererParts } from './parts.ts';

export type RendererOptions = Pick<RendererParts, 'store' | 'link' | 'pool'> & Partial<RendererParts>;

/** A tab of the browser for each turn; one firm never has all of them, however many reports it waits for. */
export const DEFAULT_PAGES = 4;

/**
 * Makes documents about what a firm's data was at one moment. Each report is an actor of its own (key = report id), so that the
 * scheduler shares the browser out among firms; each schedule is one too.
 */
export function createReportRenderer(options: RendererOptions, pages = DEFAULT_PAGES) {
  const parts: RendererParts = {
    linkSeconds: 86_400,
    retentionDays: 90,
    lookEveryMs: 60_000,
    now: () => new Date(),
    ...options,
  };
  return actor({
    contract: reportRenderer,
    description: 'Makes dossiers, statements and records of checks: on demand, by the clock, and on events.',
    slots: pages,
    slotsPerTenant: Math.max(1, Math.floor(pages / 2)),
    timeoutMs: 180_000,
    // Beyond the tries at a report: turns that give one up may fail as well.
    retry: { attempts: ATTEMPTS + 3, maxMs: 60_000 },
    handlers: {
      render: (ctx, order) => render(parts, ctx, order),
      discard: (ctx, { reportId }) => discard(parts, ctx, { reportId }),
      async discardFile(ctx, { objectKey }) {
        if (!objectKey.startsWith(`${ctx.tenant}/files/`))
          throw new TerminalError('not the file of this firm');
        warnOfUploads(ctx, await parts.store.purge(objectKey));
      },
      plan: (ctx, order) => plan(parts, ctx, order),
      run: (ctx, order) => run(parts, ctx, order),
    },
  });
}
