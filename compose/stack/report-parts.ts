import { parseSealingKeys, type SealingKeys } from '../../actors/notifier/webhook/seal.ts';
import { nextRun, refuseCron } from '../../actors/report-renderer/schedule/next-run.ts';
import { createFileLink, createLinkSigner } from '../../actors/report-renderer/store/links.ts';
import { openStore, type StoreVariables } from '../../actors/report-renderer/store/open.ts';
import { serveDownload } from '../../actors/report-renderer/store/serve-download.ts';
import { refuseSections } from '../../actors/report-renderer/templates/check-sections.ts';
import { inspectPicture } from '../../actors/report-renderer/templates/inspect-picture.ts';
import { previewTemplate } from '../../actors/report-renderer/templates/preview.ts';
import { createTurns } from '../../actors/report-renderer/templates/turns.ts';
import type { ReportParts } from '../../api/reports/parts.ts';

/** Threads for the sections of templates that are checked or shown. */
const THREADS = 2;

/** What the API needs of the renderer. Links are signed with what both have: the sealing keys. */
export function reportParts(
  env: StoreVariables & { REPORT_RETENTION_DAYS: number; SEALING_KEYS: string },
  publicUrl: () => string,
): ReportParts {
  const links = createLinkSigner(keysOf(parseSealingKeys(env.SEALING_KEYS)));
  const store = openStore(env);
  const turns = createTurns(THREADS);
  return {
    store,
    link: createFileLink(links, publicUrl),
    retentionDays: env.REPORT_RETENTION_DAYS,
    serveDownload: (request, token, isWithheld) =>
      serveDownload(request, token, { store, links, isWithheld }),
    refuseCron,
    nextRun,
    refuseSections: (bodies) => turns(() => refuseSections(bodies)),
    preview: (look) => turns(() => previewTemplate(look)),
    inspectPicture,
  };
}

function keysOf({ byId }: SealingKeys): Uint8Array[] {
  return [...byId.values()].map(({ bytes }) => bytes);
}
