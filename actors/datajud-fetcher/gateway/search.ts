import { type Outcome, type Reply, readReply } from './outcome.ts';

export interface SearchClient {
  /** One `_search` on one court’s index. Every failure is an outcome; throws only when `signal` aborts. */
  search(alias: string, body: object, options: SearchOptions): Promise<Answer>;
}

export interface SearchOptions {
  timeoutMs: number;
  signal: AbortSignal;
  /** In place of the usual key. */
  key?: string;
}

export interface Answer {
  outcome: Outcome;
  askedAt: Date;
  answeredAt: Date;
  httpStatus: number | null;
}

export interface SearchClientOptions {
  /** `https://api-publica.datajud.cnj.jus.br` or the sandbox. */
  url: string;
  /** Read at each request, so that a rotated key takes effect at once. */
  key: () => string;
  /** Bytes of the largest answer that is read; 64 MB. */
  maxBody?: number;
}

/** Bytes; parsing takes several times as much memory. */
const MAX_BODY = 64 * 1024 * 1024;

/**
 * Client of the CNJ's public DataJud API: POST /api_publica_<alias>/_search with `Authorization: APIKey <key>`
 * (https://datajud-wiki.cnj.jus.br/api-publica/).
 */
export function createSearchClient(options: SearchClientOptions): SearchClient {
  return {
    async search(alias, body, { timeoutMs, signal, key = options.key() }) {
      const askedAt = new Date();
      const reply = await ask({ ...options, key }, alias, body, timeoutMs, signal);
      return {
        outcome: readReply(reply),
        askedAt,
        answeredAt: new Date(),
        httpStatus: 'status' in reply ? reply.status : null,
      };
    },
  };
}

async function ask(
  options: Omit<SearchClientOptions, 'key'> & { key: string },
  alias: string,
  body: object,
  timeoutMs: number,
  signal: AbortSignal,
): Promise<Reply> {
  const patience = AbortSignal.timeout(timeoutMs);
  try {
    const response = await fetch(`${options.url}/api_publica_${alias}/_search`, {
      method: 'POST',
      headers: { authorization: `APIKey ${options.key}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
      redirect: 'manual',
      signal: AbortSignal.any([patience, signal]),
    });
    const limit = options.maxBody ?? MAX_BODY;
    const text = await readText(response, limit);
    if (text === undefined) return { failed: 'too-large', reason: `an answer of more than ${limit} bytes` };
    return { status: response.status, body: text };
  } catch (error) {
    if (signal.aborted) throw signal.reason;
    const reason = error instanceof Error ? error.message : String(error);
    return patience.aborted
      ? { failed: 'timeout', reason: `no answer within ${timeoutMs} ms` }
      : { failed: 'unreachable', reason };
  }
}

/** The body as text; undefined when it is longer than `limit` bytes, declared or not. */
async function readText(response: Response, limit: number): Promise<string | undefined> {
  if (Number(response.headers.get('content-length') ?? 0) > limit) {
    await response.body?.cancel();
    return undefined;
  }
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of response.body ?? []) {
    length += chunk.length;
    // Leaving the loop cancels the stream.
    if (length > limit) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, length).toString('utf8');
}
