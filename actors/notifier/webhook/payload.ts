type Json = string | number | boolean | null | Json[] | { [key: string]: Json };

/** The place of an event among those of one process that one endpoint was sent. Numbers begin at 1, without gaps. */
export interface Sequence {
  /** Process id. */
  process: string;
  number: number;
  /** Null for the first. A receiver that did not see it has missed something: ask the feed from there. */
  previousEventId: string | null;
}

export interface PayloadInput {
  type: string;
  /** When it happened, not when it is sent. ISO 8601. */
  timestamp: string;
  eventId: string;
  /** Whether it is news: new, late, backfill or correction. */
  origin: string;
  data: Record<string, unknown>;
  /** Null for an event of no process. */
  sequence: Sequence | null;
  /** The highest secrecy level concerned. Null (unknown) is treated as sealed. */
  secrecy: number | null;
  /** The firm allowed sealed content for this very endpoint. */
  sealedGranted: boolean;
  /** Where the whole event can be read with an API key. */
  url: string;
}

export interface Payload {
  /** The JSON text that is signed and sent, the same bytes at every attempt. */
  body: string;
  kind: 'full' | 'truncated' | 'sealed';
}

/** Standard Webhooks asks for less than about 20 kB. */
export const MAX_PAYLOAD_BYTES = 20_000;

/** Longest text and list kept, tried in turn until the body fits. */
const CUTS = [
  { text: 2000, list: 50 },
  { text: 500, list: 10 },
  { text: 200, list: 3 },
  { text: 100, list: 0 },
];
const MAX_DEPTH = 12;

/**
 * The body of a delivery: `{type, timestamp, eventId, origin, data, sequence, url}`, with `sealed: true` and no content
 * when the process is sealed, or `truncated: true` and long texts and lists cut when it would be too large.
 */
export function payloadOf(input: PayloadInput): Payload {
  const { type, timestamp, eventId, origin, sequence, url } = input;
  const frame = (data: unknown, mark: Record<string, true>) =>
    JSON.stringify({ type, timestamp, eventId, origin, data, sequence, ...mark, url });
  if (isSealed(input)) return { body: frame(sealedData(sequence), { sealed: true }), kind: 'sealed' };
  const whole = frame(input.data, {});
  if (fits(whole)) return { body: whole, kind: 'full' };
  const data = JSON.parse(JSON.stringify(input.data)) as Json;
  for (const cut of CUTS) {
    const body = frame(shorten(data, cut, 0), { truncated: true });
    if (fits(body)) return { body, kind: 'truncated' };
  }
  return { body: frame({}, { truncated: true }), kind: 'truncated' };
}

/** The body as it is sent when the process was sealed after it had been rendered. A sealed one stays as it is. */
export function withoutContent(body: string): string {
  const { truncated: _, url, ...rest } = JSON.parse(body);
  return rest.sealed ? body : JSON.stringify({ ...rest, data: sealedData(rest.sequence), sealed: true, url });
}

// Ids only: what happened in a sealed process, and even its number, is read with a key and leaves a trace.
function sealedData(sequence: Sequence | null): Json {
  return sequence ? { process: { id: sequence.process } } : {};
}

function isSealed({ secrecy, sealedGranted }: PayloadInput): boolean {
  return secrecy !== 0 && !sealedGranted;
}

function fits(body: string): boolean {
  return Buffer.byteLength(body) <= MAX_PAYLOAD_BYTES;
}

function shorten(value: Json, cut: { text: number; list: number }, depth: number): Json {
  if (typeof value === 'string') return value.length <= cut.text ? value : `${head(value, cut.text - 1)}…`;
  if (value === null || typeof value !== 'object') return value;
  if (depth >= MAX_DEPTH) return null;
  if (Array.isArray(value)) return value.slice(0, cut.list).map((item) => shorten(item, cut, depth + 1));
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, shorten(item, cut, depth + 1)]));
}

/** At most `length` units, without leaving half of a surrogate pair. */
function head(text: string, length: number): string {
  return text.slice(0, length).replace(/[\uD800-\uDBFF]$/, '');
}
