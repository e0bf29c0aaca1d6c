/** An Elasticsearch error answer: `status` and the JSON body a client of the real API would see. */
export class EsError extends Error {
  override name = 'EsError';
  constructor(
    readonly status: number,
    readonly body: unknown,
    message: string,
  ) {
    super(message);
  }
}

interface Cause {
  [detail: string]: unknown;
  type: string;
  reason: string;
}

/** `{error: {root_cause: [cause], ...cause, caused_by?}, status}`: a request refused before any shard saw it. */
export function refused(status: number, cause: Cause, causedBy?: Cause): EsError {
  const error = { root_cause: [cause], ...cause, ...(causedBy ? { caused_by: causedBy } : {}) };
  return new EsError(status, { error, status }, `${cause.type}: ${cause.reason}`);
}

/** `search_phase_execution_exception`: every shard refused the request for the same reason. */
export function allShardsFailed(status: number, index: string, cause: Cause, causedBy?: Cause): EsError {
  const reason = { ...cause, ...(causedBy ? { caused_by: causedBy } : {}) };
  const body = {
    error: {
      root_cause: [cause],
      type: 'search_phase_execution_exception',
      reason: 'all shards failed',
      phase: 'query',
      grouped: true,
      failed_shards: [{ shard: 0, index, node: 'Hn4sQmB1R1uKcE2nXw0Lrg', reason }],
      ...(causedBy ? { caused_by: { ...cause, caused_by: causedBy } } : {}),
    },
    status,
  };
  return new EsError(status, body, `${cause.type}: ${cause.reason}`);
}

export function illegalArgument(reason: string): EsError {
  return refused(400, { type: 'illegal_argument_exception', reason });
}

/** The query text travels with the parser so that errors can say where, as the real parser does. */
export function parsing(text: string, token: string, reason: string, causedBy?: Cause): EsError {
  const { line, col } = locate(text, token);
  return refused(400, { type: 'parsing_exception', reason, line, col }, causedBy);
}

export function contentParse(text: string, token: string, reason: string): EsError {
  const { line, col } = locate(text, token);
  return refused(400, { type: 'x_content_parse_exception', reason: `[${line}:${col}] ${reason}` });
}

export function unknownQuery(text: string, name: string): EsError {
  const { line, col } = locate(text, name);
  const reason = `unknown query [${name}]`;
  return parsing(text, name, reason, {
    type: 'named_object_not_found_exception',
    reason: `[${line}:${col}] unknown field [${name}]`,
  });
}

export function locate(text: string, token: string): { line: number; col: number } {
  const at = Math.max(text.indexOf(JSON.stringify(token)), 0);
  const before = text.slice(0, at).split('\n');
  return { line: before.length, col: (before.at(-1)?.length ?? 0) + 1 };
}
