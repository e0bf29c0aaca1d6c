/** W3C trace context, level 1: `00-<32 hex trace>-<16 hex parent>-<2 hex flags>`. */
const TRACEPARENT = /^00-(?!0{32})([0-9a-f]{32})-(?!0{16})[0-9a-f]{16}-([0-9a-f]{2})$/;

export function isTraceparent(text: string | null | undefined): text is string {
  return typeof text === 'string' && TRACEPARENT.test(text);
}

/** The traceparent of a new span under `parent`, or of a new trace when there is none or it is malformed. */
export function childSpan(parent: string | null | undefined): string {
  const [, trace = randomHex(16), flags = '01'] = TRACEPARENT.exec(parent ?? '') ?? [];
  return `00-${trace}-${randomHex(8)}-${flags}`;
}

function randomHex(bytes: number): string {
  return crypto.getRandomValues(new Uint8Array(bytes)).toHex();
}
