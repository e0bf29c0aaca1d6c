import { Problem } from '../problems/problem.ts';
import { malformed, parseJson, refuseUnstorable } from './json.ts';
import { stateOf } from './state.ts';

/** What bodies an operation reads: `accepts: {types: ['application/json', 'text/csv'], maxBytes: 10_000_000}`. */
export interface Accepts {
  types: readonly (
    | 'application/json'
    | 'text/csv'
    | 'application/x-www-form-urlencoded'
    | 'multipart/form-data'
  )[];
  maxBytes: number;
}

const EMPTY = new Uint8Array();
const READ_WITHIN_MS = 30_000;

export const DEFAULT_ACCEPTS: Accepts = { types: ['application/json'], maxBytes: 1_000_000 };

/**
 * Reads the body of a request: JSON as a value, CSV and forms as text, null when there is none.
 * @throws Problem body-too-large, request-timeout, unsupported-media-type, malformed-request
 */
export async function readBody(
  request: Request,
  accepts: Accepts,
  withinMs = READ_WITHIN_MS,
): Promise<unknown> {
  const bytes =
    request.body === null
      ? EMPTY
      : await inTime(readBytes(request, request.body, accepts.maxBytes).catch(orCutOff), withinMs);
  if (request.headers.has('idempotency-key')) stateOf(request).body = bytes;
  // Not undefined: Elysia would go on to parse what was read already.
  if (bytes.length === 0) return null;
  const [type, ...parameters] = (request.headers.get('content-type') ?? '').toLowerCase().split(';');
  const name = type?.trim();
  const charset = parameters.map((p) => p.trim()).find((p) => p.startsWith('charset='));
  const readable =
    name === 'text/csv' ? /^charset="?(utf-?8|windows-1252|iso-8859-1)"?$/ : /^charset="?utf-?8"?$/;
  const isReadable = charset === undefined || readable.test(charset);
  const encoding = request.headers.get('content-encoding');
  if (
    !accepts.types.some((t) => t === name) ||
    !isReadable ||
    (encoding !== null && encoding !== 'identity')
  ) {
    const detail = `This operation reads ${accepts.types.join(' or ')}, in UTF-8 and not compressed.`;
    throw new Problem('unsupported-media-type', { detail, headers: { accept: accepts.types.join(', ') } });
  }
  const text = name === 'text/csv' ? decodeCsv(bytes) : decode(bytes);
  if (name === 'application/json') return parseJson(text);
  refuseUnstorable(text, 'body');
  return text;
}

function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    // The decoder's own message has nothing for the caller.
    throw malformed('body', 'It is not valid UTF-8.', 'Encode the body in UTF-8.');
  }
}

/** Spreadsheets in Brazil save CSV in UTF-8 when they are asked to, and in Windows-1252 when not. */
function decodeCsv(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    // Not UTF-8: in Windows-1252 every byte is a character.
    return new TextDecoder('windows-1252').decode(bytes);
  }
}

async function readBytes(
  request: Request,
  body: ReadableStream<Uint8Array>,
  maxBytes: number,
): Promise<Uint8Array> {
  const declared = request.headers.get('content-length');
  if (declared !== null && Number(declared) > maxBytes) throw tooLarge(maxBytes);

  if (declared !== null) {
    const bytes = new Uint8Array(await request.arrayBuffer());
    if (bytes.length > maxBytes) throw tooLarge(maxBytes);
    return bytes;
  }
  // Chunked: the length is only known at the end, so stop reading once it is too much.
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of body) {
    length += chunk.length;
    if (length > maxBytes) throw tooLarge(maxBytes);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

// Whatever a stream from the network fails with is the caller's doing: it left, or broke off.
function orCutOff(error: unknown): never {
  if (error instanceof Problem) throw error;
  const detail = 'The body ended before it was complete.';
  throw new Problem('malformed-request', {
    detail,
    errors: [{ location: 'body', message: detail, fix: 'Send it again.' }],
    cause: error,
  });
}

// A body that drips in keeps the connection busy, so the idle timeout of the server never ends it.
async function inTime<T>(reading: Promise<T>, withinMs: number): Promise<T> {
  let timer: Timer | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Problem('request-timeout')), withinMs);
  });
  try {
    return await Promise.race([reading, late]);
  } finally {
    clearTimeout(timer);
  }
}

function tooLarge(maxBytes: number): Problem {
  return new Problem('body-too-large', { detail: `This operation accepts ${maxBytes} bytes at the most.` });
}
