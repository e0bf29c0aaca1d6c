import type { Purged } from '../../contracts/object-store.ts';
import type { RendererContext } from '../parts.ts';

/** What was to be deleted is gone all the same: whoever runs the store can grant this, or let it end old uploads by itself. */
export function warnOfUploads(ctx: Pick<RendererContext, 'log'>, { uploadsRefused }: Purged): void {
  if (uploadsRefused === null) return;
  ctx.log.warn(
    { refusal: uploadsRefused },
    'the store refuses to end uploads that were cut short: parts may be left',
  );
}
