import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';
import { CHANNEL_NAMES, type ChannelName } from './channel/declared.ts';
import { isId } from './ids.ts';
import type { SealingKeys } from './sealing.ts';

/** Whose page a link of a message opens, and until when. The channel it was sent over decides what of a sealed case is shown. */
export interface Reader {
  tenant: string;
  personId: string;
  channel: ChannelName;
  expiresAt: Date;
}

/** A link in a message is good for so long. */
const GOOD_FOR_MS = 14 * 86_400_000;

/** When a link that is given now ends. */
export function expiryFrom(now: Date): Date {
  return new Date(now.getTime() + GOOD_FOR_MS);
}

/**
 * `<facts>.<HMAC-SHA-256>`, both base64url, signed with a key made from the current sealing key: every process has it and none is
 * kept for this alone. The same link has the same token, so a message that is sent again says the same.
 * @param purpose a token of one purpose opens nothing of another
 * @param about the id of what the page shows
 */
export function signLink(keys: SealingKeys, purpose: string, reader: Reader, about: string): string {
  const { tenant, personId, channel, expiresAt } = reader;
  const facts = [tenant, personId, channel, about, Math.floor(expiresAt.getTime() / 1_000)];
  const text = Buffer.from(facts.join(' ')).toString('base64url');
  return `${text}.${mac(keys.current.bytes, purpose, text).toString('base64url')}`;
}

/** What a token opens, ended or not; undefined for one that is not ours, not of this purpose, or was changed. */
export function openLink(
  keys: SealingKeys,
  purpose: string,
  token: string,
): { reader: Reader; about: string } | undefined {
  const [text = '', signature = '', more] = token.split('.');
  const given = Buffer.from(signature, 'base64url');
  const isOurs = [...keys.byId.values()].some(
    ({ bytes }) => given.length === 32 && timingSafeEqual(mac(bytes, purpose, text), given),
  );
  if (more !== undefined || !isOurs) return undefined;
  const facts = Buffer.from(text, 'base64url').toString().split(' ');
  const [tenant = '', personId = '', name = '', about = '', expires = ''] = facts;
  const channel = CHANNEL_NAMES.find((one) => one === name);
  if (!channel || !isId('tenant', tenant) || !isId('person', personId)) return undefined;
  return { reader: { tenant, personId, channel, expiresAt: new Date(Number(expires) * 1_000) }, about };
}

function mac(sealingKey: Uint8Array, purpose: string, text: string): Buffer {
  const key = new Uint8Array(hkdfSync('sha256', sealingKey, '', purpose, 32));
  return createHmac('sha256', key).update(text).digest();
}
