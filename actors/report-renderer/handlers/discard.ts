import { deleteReport, forgetFiles } from '../../../db/reports/finish.ts';
import { reportPrefix } from '../objects.ts';
import type { RendererContext, RendererParts } from '../parts.ts';
import { warnOfUploads } from './warn-of-uploads.ts';

/** The end of a report: its objects go with all their versions, then what names them. */
export async function discard(
  { store }: RendererParts,
  ctx: RendererContext,
  { reportId }: { reportId: string },
): Promise<void> {
  warnOfUploads(ctx, await store.purgeAll(reportPrefix(ctx.tenant, reportId)));
  ctx.log.info({ report: reportId }, 'report deleted');
  ctx.write(async (tx) => {
    await deleteReport(tx, reportId);
    await forgetFiles(tx, reportId);
  });
}
