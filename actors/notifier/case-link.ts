import { signCaseLink } from '../contracts/case-link.ts';
import { isId } from '../contracts/ids.ts';
import { signMessageLink } from '../contracts/message-link.ts';
import type { Reader } from '../contracts/signed-link.ts';
import type { NotifierParts } from './parts.ts';

type LinkParts = Pick<NotifierParts, 'publicUrl' | 'sealingKeys'>;

/**
 * Where a person reads what a message is about: a message or a case, on its page here, from where a frontend of the firm's or the
 * installation's is led on to.
 * @param about the id of the case or of the message
 */
export function pageLink({ publicUrl, sealingKeys }: LinkParts, reader: Reader, about: string): string {
  if (isId('notification', about))
    return `${publicUrl}/message/${signMessageLink(sealingKeys, { ...reader, notificationId: about })}`;
  return `${publicUrl}/case/${signCaseLink(sealingKeys, { ...reader, processId: about })}`;
}
