import { type CaseLink, signCaseLink } from '../contracts/case-link.ts';
import type { NotifierParts } from './parts.ts';

/** Where a person reads a case: in the frontend of the installation where there is one, else on the platform's own page. */
export function caseLink(
  { publicUrl, casePage, sealingKeys }: Pick<NotifierParts, 'publicUrl' | 'casePage' | 'sealingKeys'>,
  link: CaseLink,
): string {
  return casePage === null
    ? `${publicUrl}/case/${signCaseLink(sealingKeys, link)}`
    : casePage.replaceAll('{processId}', link.processId);
}
