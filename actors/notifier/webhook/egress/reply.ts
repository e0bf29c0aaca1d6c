import { type BodyReader, bodyReader } from './body.ts';
import { EgressError } from './errors.ts';

/** What is kept of a receiver's answer. */
export interface Reply {
  status: number;
  /** First value of each header in KEPT_HEADERS, lower-case names, at most 256 characters each. */
  headers: Readonly<Record<string, string>>;
  /** First bytes of the body as text, without control characters. Empty when it is compressed. */
  body: string;
  /** There was more, or its end never came. */
  bodyTruncated: boolean;
}

export interface ReplyLimits {
  maxHeadBytes: number;
  maxBodyBytes: number;
}

export interface ReplyReader {
  /** True once nothing more needs to be read. Throws EgressError 'protocol'. */
  push(chunk: Uint8Array): boolean;
  /** The status line and headers are complete: the receiver has answered, whatever its body does. */
  readonly answered: boolean;
  /** What there is when reading stops; `ended` when the peer closed in order. Throws EgressError 'reset'. */
  finish(ended: boolean): Reply;
}

export const KEPT_HEADERS = [
  'retry-after',
  'webhook-delivery',
  'content-type',
  'location',
  'server',
] as const;

type Headers = Record<string, string>;

/**
 * Reads one HTTP/1.x answer from a connection that is closed afterwards. Only as much is understood as a
 * delivery needs: status, a few headers, the beginning of the body.
 *
 *   head --(blank line, 1xx)--> head --(blank line)--> body --(limit or end of body)--> done
 */
export function replyReader(limits: ReplyLimits): ReplyReader {
  let head: Buffer = Buffer.alloc(0);
  let headBytes = 0;
  let answer: { status: number; headers: Headers; body: BodyReader } | null = null;

  /** Returns what follows the head in the same chunk, null while the head is incomplete. */
  const readHead = (chunk: Buffer): Buffer | null => {
    head = Buffer.concat([head, chunk]);
    while (true) {
      const end = head.indexOf('\r\n\r\n');
      if (headBytes + (end === -1 ? head.length : end) > limits.maxHeadBytes) {
        throw new EgressError(
          'protocol',
          `The headers of the reply are larger than ${limits.maxHeadBytes} bytes.`,
        );
      }
      if (end === -1) {
        if (!'HTTP/1.'.startsWith(head.toString('latin1', 0, 7))) throw notHttp();
        return null;
      }
      const lines = head.toString('latin1', 0, end).split('\r\n');
      const status = statusOf(lines[0] ?? '');
      head = head.subarray(end + 4);
      headBytes += end + 4;
      if (status === 101)
        throw new EgressError('protocol', 'The reply switches protocols, which was not asked for.');
      if (status < 200) continue;
      const headers = headersOf(lines.slice(1));
      answer = { status, headers, body: bodyReader(status, headers, limits.maxBodyBytes) };
      return head;
    }
  };

  return {
    push(chunk) {
      const rest = answer ? Buffer.from(chunk) : readHead(Buffer.from(chunk));
      return rest === null ? false : (answer?.body.push(rest) ?? false);
    },
    get answered() {
      return answer !== null;
    },
    finish(ended) {
      if (!answer) throw new EgressError('reset', 'The connection was closed before a complete reply.');
      const { status, headers, body } = answer;
      const encoded = !['', 'identity'].includes(headers['content-encoding'] ?? '');
      return {
        status,
        headers: keptOf(headers),
        body: encoded ? '' : printable(new TextDecoder().decode(body.bytes())),
        bodyTruncated: !body.complete(ended),
      };
    },
  };
}

function statusOf(line: string): number {
  const match = /^HTTP\/1\.[01] ([1-5]\d\d)(?: |$)/.exec(line);
  if (!match) throw notHttp();
  return Number(match[1]);
}

function headersOf(lines: string[]): Headers {
  const headers: Headers = Object.create(null);
  for (const line of lines) {
    const colon = line.indexOf(':');
    const name = line.slice(0, Math.max(colon, 0)).toLowerCase();
    if (!/^[!#$%&'*+.^_`|~0-9a-z-]+$/.test(name)) throw notHttp();
    headers[name] ??= line.slice(colon + 1).trim();
  }
  return headers;
}

function keptOf(headers: Headers): Headers {
  const kept: Headers = {};
  for (const name of KEPT_HEADERS) {
    const value = headers[name];
    if (value !== undefined) kept[name] = printable(value).slice(0, 256);
  }
  return kept;
}

function notHttp(): EgressError {
  return new EgressError('protocol', 'The reply is not HTTP/1.1.');
}

// PostgreSQL text cannot hold NUL, and a terminal that shows a log must not obey it.
function printable(text: string): string {
  return text.replace(/[^\P{Cc}\t\n]/gu, '');
}
