const TRACEPARENT = /^([0-9a-f]{2})-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(-.*)?$/;

/**
 * The traceparent of this request: the caller's trace with a span of our own, or a new trace when the caller sent none
 * or a broken one (W3C Trace Context, section 3.2).
 */
export function continueTrace(incoming: string | null): string {
  const span = randomHex(8);
  const match = incoming === null ? null : TRACEPARENT.exec(incoming);
  if (!match) return `00-${randomHex(16)}-${span}-01`;
  const [, version, trace, parent, flags, rest] = match;
  const isBroken =
    version === 'ff' ||
    (version === '00' && rest !== undefined) ||
    /^0+$/.test(`${trace}`) ||
    /^0+$/.test(`${parent}`);
  return isBroken ? `00-${randomHex(16)}-${span}-01` : `00-${trace}-${span}-${flags}`;
}

function randomHex(bytes: number): string {
  return crypto.getRandomValues(new Uint8Array(bytes)).toHex();
}
