import { TypeID, typeid } from 'typeid-js';

/**
 * Prefixes of external ids (TypeID over UUIDv7: sortable by time of birth).
 * A prefix is part of the public contract and is never reused for something else.
 */
export const ID_PREFIXES = {
  tenant: 'ten',
  user: 'usr',
  session: 'ses',
  family: 'fam',
  apiKey: 'key',
  process: 'prc',
  movement: 'mov',
  event: 'evt',
  job: 'job',
  message: 'msg',
  request: 'req',
  webhook: 'whk',
  delivery: 'whd',
  attempt: 'wha',
  person: 'per',
  link: 'lnk',
  connection: 'con',
  subscription: 'sub',
  notification: 'ntf',
  send: 'snd',
  answer: 'ans',
  batch: 'bat',
  report: 'rpt',
  reportTemplate: 'rtp',
  reportSchedule: 'rsc',
  firmFile: 'fil',
} as const;

export type IdKind = keyof typeof ID_PREFIXES;

/** A new id such as `prc_01kb0…`: prefix, underscore, 26 characters of Crockford base32. */
export function newId(kind: IdKind): string {
  return typeid(ID_PREFIXES[kind]).toString();
}

/** Whether `text` is a well-formed id of that kind. */
export function isId(kind: IdKind, text: string): boolean {
  try {
    return TypeID.fromString(text, ID_PREFIXES[kind]) !== undefined;
  } catch {
    // fromString throws on anything malformed; for a yes-or-no question that is the "no".
    return false;
  }
}
