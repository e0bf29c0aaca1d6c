/**
 * What an answer of DataJud means. "Unavailable" is never "not found": only `ok` says anything about a case that it
 * does not show.
 */
export type Outcome =
  /** Every shard answered: a number without a hit is absent. */
  | { kind: 'ok'; hits: unknown[]; total: number }
  /** Some shards failed, but there are hits: they are whole, and say nothing about the other numbers. */
  | { kind: 'partial'; hits: unknown[]; total: number; reason: string }
  /** Nothing can be said. */
  | { kind: Failure; reason: string };

export type Failure =
  /** 200 with failed shards and no hit. */
  | 'no-shards'
  /** 200 that is not a search result: broken JSON, a total without hits. */
  | 'malformed'
  /** 400: the request is at fault. */
  | 'bad-request'
  /** 401 and 403: the key is wrong or was rotated. */
  | 'unauthorized'
  /** 404 index_not_found_exception: there is no such alias. */
  | 'no-index'
  /** More than we read into memory. */
  | 'too-large'
  /** 429: the queue is full, back in a moment. */
  | 'rate-limited'
  /** 504, after a minute. */
  | 'gateway-timeout'
  /** Our own patience ended. */
  | 'timeout'
  /** No connection. */
  | 'unreachable'
  /** Other 5xx; also 3xx, and a 404 that is not the index's: something before the API is at fault. */
  | 'server-error';

/** An HTTP answer, or why there is none. */
export type Reply =
  | { status: number; body: string }
  | { failed: 'timeout' | 'unreachable' | 'too-large'; reason: string };

/** Reads a reply by the error table of the public API. */
export function readReply(reply: Reply): Outcome {
  if ('failed' in reply) return { kind: reply.failed, reason: printable(reply.reason) };
  const { status, body } = reply;
  if (status === 200) return readResult(body);
  const said = errorReason(body);
  return { kind: failureOf(status, said), reason: `HTTP ${status}: ${said}` };
}

function failureOf(status: number, said: string): Failure {
  if (status === 401 || status === 403) return 'unauthorized';
  if (status === 404 && said.startsWith('index_not_found_exception')) return 'no-index';
  if (status === 429) return 'rate-limited';
  if (status === 504) return 'gateway-timeout';
  if (status < 400 || status === 404 || status >= 500) return 'server-error';
  return 'bad-request';
}

function readResult(body: string): Outcome {
  let result: SearchResult;
  try {
    result = JSON.parse(body);
  } catch {
    return { kind: 'malformed', reason: `a body of ${body.length} characters that is not JSON` };
  }
  const hits = result?.hits?.hits;
  const total = typeof result?.hits?.total === 'number' ? result.hits.total : result?.hits?.total?.value;
  const failed = result?._shards?.failed ?? 0;
  if (typeof total !== 'number' || (hits !== undefined && !Array.isArray(hits))) {
    return { kind: 'malformed', reason: 'a body without hits.total' };
  }
  if (result.timed_out === true && failed === 0 && (hits?.length ?? 0) === 0) {
    return { kind: 'no-shards', reason: 'the search timed out inside the index' };
  }
  if (total > 0 && (hits === undefined || hits.length === 0)) {
    return { kind: 'malformed', reason: `a total of ${total} without hits` };
  }
  if (failed > 0) {
    const reason = `${failed} of ${result._shards?.total ?? '?'} shards failed`;
    return hits && hits.length > 0 ? { kind: 'partial', hits, total, reason } : { kind: 'no-shards', reason };
  }
  if (result.timed_out === true)
    return { kind: 'partial', hits: hits ?? [], total, reason: 'the search timed out inside the index' };
  return { kind: 'ok', hits: hits ?? [], total };
}

interface SearchResult {
  timed_out?: boolean;
  _shards?: { total?: number; failed?: number };
  hits?: { total?: number | { value?: number }; hits?: unknown[] };
}

function errorReason(body: string): string {
  try {
    const parsed = JSON.parse(body) as { error?: { type?: string; reason?: string } | string };
    if (typeof parsed.error === 'string') return printable(parsed.error.slice(0, 200));
    if (parsed.error?.type)
      return printable(`${parsed.error.type}: ${parsed.error.reason ?? ''}`.slice(0, 200));
  } catch {
    // Gateways answer in HTML; the status says enough.
  }
  return printable(body.slice(0, 80));
}

/** Goes into the ledger: Postgres takes no NUL, and nobody wants the others. */
function printable(text: string): string {
  return text.toWellFormed().replaceAll(/[\p{Cc}\s]+/gu, ' ');
}
