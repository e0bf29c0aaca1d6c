import { type EsError, refused } from './query/errors.ts';
import type { Found } from './query/search.ts';

/** How many shards each index has, where the real answers tell; the others by their name. */
const SHARDS: Readonly<Record<string, number>> = { tjsp: 20, trf1: 7, tjdft: 3, trf4: 1 };

export function shardsOf(alias: string): number {
  return SHARDS[alias] ?? 1 + ((alias.length * 7 + (alias.codePointAt(alias.length - 1) ?? 0)) % 9);
}

/** The envelope of a `_search` answer. */
export function envelope(
  alias: string,
  found: Found,
  tookMs: number,
  options: { failedShards?: number; timedOut?: boolean } = {},
) {
  const total = shardsOf(alias);
  const failed = options.failedShards ?? 0;
  return {
    took: Math.max(1, Math.round(tookMs)),
    timed_out: options.timedOut ?? false,
    _shards: {
      total,
      successful: total - failed,
      skipped: 0,
      failed,
      ...(failed > 0 ? { failures: [shardFailure(alias)] } : {}),
    },
    hits: {
      ...(found.total ? { total: found.total } : {}),
      max_score: found.maxScore,
      hits: found.hits,
    },
  };
}

function shardFailure(alias: string) {
  return {
    shard: 0,
    index: `api_publica_${alias}`,
    node: 'Hn4sQmB1R1uKcE2nXw0Lrg',
    reason: { type: 'es_rejected_execution_exception', reason: REJECTED },
  };
}

const REJECTED =
  'rejected execution of TimedRunnable{original=ActionRunnable#wrap, creationTimeNanos=1} on EsThreadPoolExecutor[name = ' +
  'datajud-data-0/search, queue capacity = 1000, active threads = 13, queued tasks = 1000]';

export function tooManyRequests(): EsError {
  return refused(429, { type: 'es_rejected_execution_exception', reason: REJECTED });
}

export function indexNotFound(name: string): EsError {
  return refused(404, {
    type: 'index_not_found_exception',
    reason: `no such index [${name}]`,
    'resource.type': 'index_or_alias',
    'resource.id': name,
    index_uuid: '_na_',
    index: name,
  });
}

/** 401: the header is missing or the key is not (or no longer) the right one. */
export function unauthorized(path: string, hasKey: boolean): EsError {
  const header = {
    'WWW-Authenticate': ['Basic realm="security" charset="UTF-8"', 'Bearer realm="security"', 'ApiKey'],
  };
  const reason = hasKey
    ? `unable to authenticate with provided credentials and anonymous access is not allowed for this request`
    : `missing authentication credentials for REST request [${path}]`;
  const extra = hasKey ? { additional_unsuccessful_credentials: 'API key: invalid credentials' } : {};
  return refused(401, { type: 'security_exception', reason, ...extra, header });
}

/** 403: anything but `_search`. */
export function forbidden(action: string, index: string): EsError {
  const reason = `action [${action}] is unauthorized for API key id [cDZHYzlZa0JadVREZDJCendQbXY] of user [api_publica] on indices [${index}], this action is granted by the index privileges [read,all]`;
  return refused(403, { type: 'security_exception', reason });
}

export function unavailable(status: number): EsError {
  const reason = status === 503 ? 'all shards failed' : 'internal server error';
  return refused(status, {
    type: status === 503 ? 'no_shard_available_action_exception' : 'exception',
    reason,
  });
}

export function badRequest(): EsError {
  return refused(
    400,
    { type: 'x_content_parse_exception', reason: '[1:12] [bool] failed to parse field [must]' },
    { type: 'illegal_state_exception', reason: 'expected value but got [START_ARRAY]' },
  );
}

/** What the gateway in front of the indexes writes when they have not answered for a minute. */
export const GATEWAY_TIMEOUT_PAGE =
  '<html>\r\n<head><title>504 Gateway Time-out</title></head>\r\n<body>\r\n<center><h1>504 Gateway Time-out</h1></center>\r\n</body>\r\n</html>\r\n';

export const GARBAGE = '\u0000\u001f\u008b{"took":12,"timed_out":fal\ufffd\ufffd<<<';
