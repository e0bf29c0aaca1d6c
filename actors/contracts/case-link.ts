import { isId } from './ids.ts';
import type { SealingKeys } from './sealing.ts';
import { openLink, type Reader, signLink } from './signed-link.ts';

/** A person's page of a case. */
export interface CaseLink extends Reader {
  processId: string;
}

const PURPOSE = 'lux case links';

/** The token of a case's page. */
export function signCaseLink(keys: SealingKeys, { processId, ...reader }: CaseLink): string {
  return signLink(keys, PURPOSE, reader, processId);
}

/** What a token opens, ended or not; undefined for one that is not ours or was changed. */
export function openCaseLink(keys: SealingKeys, token: string): CaseLink | undefined {
  const opened = openLink(keys, PURPOSE, token);
  if (!opened || !isId('process', opened.about)) return undefined;
  return { ...opened.reader, processId: opened.about };
}
