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
  /** 429: the queue is full, back in a moment. */
  | 'rate-limited'
  /** 504, after a minute. */
  | 'gateway-timeout'
  /** Our own patience ended. */
  | 'timeout'
  /** No connection. */
  | 'unreachable'
  /** Other 5xx. */
  | 'server-error';

/** An HTTP answer, or why there is none. */
export type Reply = { status: number; body: string } | { failed: 'timeout' | 'unreachable'; reason: string };

/** Reads a reply by the error table of the public API. */
export function readReply(reply: Reply): Outcome {
  if ('failed' in reply) return { kind: reply.failed, reason: reply.reason };
  const { status, body } = reply;
  if (status === 200) return readResult(body);
  const reason = `HTTP ${status}: ${errorReason(body)}`;
  if (status === 401 || status === 403) return { kind: 'unauthorized', reason };
  if (status === 404) return { kind: 'no-index', reason };
  if (status === 429) return { kind: 'rate-limited', reason };
  if (status === 504) return { kind: 'gateway-timeout', reason };
  if (status >= 500) return { kind: 'server-error', reason };
  return { kind: 'bad-request', reason };
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
    if (typeof parsed.error === 'string') return parsed.error.slice(0, 200);
    if (parsed.error?.type) return `${parsed.error.type}: ${parsed.error.reason ?? ''}`.slice(0, 200);
  } catch {
    // Gateways answer in HTML; the status says enough.
  }
  return body.slice(0, 80).replaceAll(/\s+/g, ' ');
}
