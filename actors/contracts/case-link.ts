import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';
import { CHANNEL_NAMES, type ChannelName } from './channels.ts';
import { isId } from './ids.ts';
import type { SealingKeys } from './sealing.ts';

/** Whose page of which case a link opens, and until when. The channel it was sent over decides whether a sealed case is shown. */
export interface CaseLink {
  tenant: string;
  personId: string;
  channel: ChannelName;
  processId: string;
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
 */
export function signCaseLink(keys: SealingKeys, link: CaseLink): string {
  const { tenant, personId, channel, processId, expiresAt } = link;
  const facts = [tenant, personId, channel, processId, Math.floor(expiresAt.getTime() / 1_000)];
  const text = Buffer.from(facts.join(' ')).toString('base64url');
  return `${text}.${mac(keys.current.bytes, text).toString('base64url')}`;
}

/** What a token opens, ended or not; undefined for one that is not ours or was changed. */
export function openCaseLink(keys: SealingKeys, token: string): CaseLink | undefined {
  const [text = '', signature = '', more] = token.split('.');
  const given = Buffer.from(signature, 'base64url');
  const isOurs = [...keys.byId.values()].some(
    ({ bytes }) => given.length === 32 && timingSafeEqual(mac(bytes, text), given),
  );
  if (more !== undefined || !isOurs) return undefined;
  const facts = Buffer.from(text, 'base64url').toString().split(' ');
  const [tenant = '', personId = '', name = '', processId = '', expires = ''] = facts;
  const channel = CHANNEL_NAMES.find((one) => one === name);
  const isWhole = isId('tenant', tenant) && isId('person', personId) && isId('process', processId);
  if (!channel || !isWhole) return undefined;
  return { tenant, personId, channel, processId, expiresAt: new Date(Number(expires) * 1_000) };
}

function mac(sealingKey: Uint8Array, text: string): Buffer {
  const key = new Uint8Array(hkdfSync('sha256', sealingKey, '', 'lux case links', 32));
  return createHmac('sha256', key).update(text).digest();
}
