import type { NotifierParts } from '../actors/notifier/parts.ts';
import { parseSealingKeys } from '../actors/notifier/webhook/seal.ts';
import { fileKey } from '../actors/report-renderer/objects.ts';
import { createFileLink, createLinkSigner } from '../actors/report-renderer/store/links.ts';

/** Links to files of reports for people. */
export function reportLinks(env: {
  SEALING_KEYS: string;
  PUBLIC_URL: string;
  REPORT_LINK_HOURS: number;
}): NotifierParts['reportLinks'] {
  const signer = createLinkSigner(
    [...parseSealingKeys(env.SEALING_KEYS).byId.values()].map(({ bytes }) => bytes),
  );
  const publicUrl = env.PUBLIC_URL.replace(/\/$/, '');
  const toFile = createFileLink(signer, () => publicUrl);
  return {
    seconds: env.REPORT_LINK_HOURS * 3_600,
    link(tenant, reportId, file, until) {
      return toFile({ key: fileKey(tenant, reportId, file), fileName: file.fileName }, until);
    },
  };
}
