import { signCaseLink } from '../contracts/case-link.ts';
import { isId } from '../contracts/ids.ts';
import { signMessageLink } from '../contracts/message-link.ts';
import type { Reader } from '../contracts/signed-link.ts';
import type { NotifierParts } from './parts.ts';

type LinkParts = Pick<NotifierParts, 'publicUrl' | 'casePage' | 'sealingKeys'>;

/**
 * Where a person reads what a message is about: a message of its own page, or a case, in the frontend of the installation where
 * there is one, else on the platform's own page.
 * @param about the id of the case or of the message
 */
export function pageLink(
  { publicUrl, casePage, sealingKeys }: LinkParts,
  reader: Reader,
  about: string,
): string {
  if (isId('notification', about))
    return `${publicUrl}/message/${signMessageLink(sealingKeys, { ...reader, notificationId: about })}`;
  return casePage === null
    ? `${publicUrl}/case/${signCaseLink(sealingKeys, { ...reader, processId: about })}`
    : casePage.replaceAll('{processId}', about);
}
