import { isId } from './ids.ts';
import type { SealingKeys } from './sealing.ts';
import { openLink, type Reader, signLink } from './signed-link.ts';

/** A person's page of a message: all that it tells of. */
export interface MessageLink extends Reader {
  notificationId: string;
}

const PURPOSE = 'lux message links';

/** The token of a message's page. */
export function signMessageLink(keys: SealingKeys, { notificationId, ...reader }: MessageLink): string {
  return signLink(keys, PURPOSE, reader, notificationId);
}

/** What a token opens, ended or not; undefined for one that is not ours or was changed. */
export function openMessageLink(keys: SealingKeys, token: string): MessageLink | undefined {
  const opened = openLink(keys, PURPOSE, token);
  if (!opened || !isId('notification', opened.about)) return undefined;
  return { ...opened.reader, notificationId: opened.about };
}
