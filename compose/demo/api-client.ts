/** An answer of the API that is not a success, with what it says. */
export class ApiError extends Error {
  override name = 'ApiError';

  constructor(
    readonly status: number,
    request: string,
    detail: string,
  ) {
    super(`${request} was answered ${status}: ${detail}`);
  }
}

export type Call = (
  method: string,
  path: string,
  options?: { as?: string; body?: unknown; headers?: Record<string, string> },
) => Promise<Record<string, unknown>>;

/**
 * Calls the public API as any program would.
 * @throws ApiError for an answer that is not a success
 */
export function createApiClient(
  url: string,
  send: (request: Request) => Promise<Response> = (request) => fetch(request),
): Call {
  return async (method, path, { as, body, headers } = {}) => {
    const request = new Request(`${url}${path}`, {
      method,
      headers: {
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(as === undefined ? {} : { authorization: `Bearer ${as}` }),
        ...headers,
      },
      body: body === undefined ? undefined : JSON.stringify(body),
      signal: AbortSignal.timeout(30_000),
    });
    const response = await send(request);
    const answer = response.status === 204 ? {} : ((await response.json()) as Record<string, unknown>);
    if (!response.ok) {
      throw new ApiError(response.status, `${method} ${path}`, String(answer.detail ?? answer.title ?? ''));
    }
    return answer;
  };
}
