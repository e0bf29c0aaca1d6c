/** Stands for the id of the case. */
const PLACE = '{processId}';

/** Why people may not be led to an address, in a sentence; undefined when they may. */
export function refuseCaseUrl(address: string): string | undefined {
  if (!/^https:\/\//.test(address)) return 'It does not begin with https://.';
  const plain = address.replaceAll(PLACE, '');
  // What stands in a Location header, and in the pages that lead there.
  if (!/^[\x21-\x7e]+$/.test(plain) || /["'<>{}\\^`|]/.test(plain))
    return 'It has a character that an address cannot have.';
  const [, host = ''] = /^https:\/\/([^/?#]*)/.exec(address) ?? [];
  if (host.includes(PLACE)) return `Its host has ${PLACE}: the case must not decide where people are led.`;
  if (host.includes('@')) return 'It has a user name before its host.';
  if (plain === address) return `It lacks ${PLACE}.`;
  return URL.canParse(plain) ? undefined : 'Its host or port is none.';
}

/** The address of one case. */
export function caseUrlOf(address: string, processId: string): string {
  return address.replaceAll(PLACE, processId);
}
