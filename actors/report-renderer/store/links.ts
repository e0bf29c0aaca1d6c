import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';
import type { FileLink, LinkedFile } from '../../contracts/file-links.ts';
import { checkKey } from '../../contracts/object-store.ts';

export interface LinkSigner {
  sign(file: LinkedFile, until: Date): string;
  /** Undefined for a token that is not ours, was changed, or has ended. */
  open(token: string, now: Date): LinkedFile | undefined;
}

/** Links that the API serves. @param publicUrl of the API, without a slash at the end */
export function createFileLink(signer: LinkSigner, publicUrl: () => string): FileLink {
  return (file, until) => `${publicUrl()}/v1/downloads/${signer.sign(file, until)}`;
}

/** Signs links with keys made from those that seal secrets: every process has them, and none is kept for this alone. */
export function createLinkSigner(sealingKeys: readonly Uint8Array[]): LinkSigner {
  const keys = sealingKeys.map((key) => new Uint8Array(hkdfSync('sha256', key, '', 'lux report links', 32)));
  const [present] = keys;
  if (!present) throw new Error('links are signed with a sealing key, and none was given');
  const mac = (key: Uint8Array, text: string) => createHmac('sha256', key).update(text).digest();
  return {
    sign({ key, fileName }, until) {
      const facts = [checkKey(key), fileName, Math.floor(until.getTime() / 1_000)];
      const text = Buffer.from(JSON.stringify(facts)).toString('base64url');
      return `${text}.${mac(present, text).toString('base64url')}`;
    },
    open(token, now) {
      const [text = '', signature = '', more] = token.split('.');
      const given = Buffer.from(signature, 'base64url');
      const isOurs = (key: Uint8Array) => given.length === 32 && timingSafeEqual(mac(key, text), given);
      if (more !== undefined || !keys.some(isOurs)) return undefined;
      const [key, fileName, expires] = JSON.parse(Buffer.from(text, 'base64url').toString());
      return expires * 1_000 > now.getTime() ? { key, fileName } : undefined;
    },
  };
}
