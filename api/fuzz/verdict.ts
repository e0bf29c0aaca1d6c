/** What came back to one request. */
export interface FuzzAnswer {
  /** 0: the connection ended without an answer, or none came in time. */
  status: number;
  headers: Headers;
  text: string;
  ms: number;
}

/** An answer that takes longer holds a connection that others wait for. */
export const SLOWEST_MS = 5_000;

const STACK = /\bat \S+ \(|\.(ts|mjs|js):\d+|node_modules|\/(home|work|usr|app)\//;
const DATABASE =
  /syntax error at|violates|duplicate key|relation "|column "|SQLSTATE|postgres:\/\/|nats:\/\//i;

/**
 * What is wrong with an answer, whatever was asked; nothing when it is as it should be. Time is judged apart: on a busy machine
 * it says nothing about the answer.
 * @param secrets text that only another firm has
 * @param pages statuses that the document promises people as a page
 */
export function complaints(
  { status, headers, text }: FuzzAnswer,
  secrets: readonly string[],
  pages: readonly number[] = [],
): string[] {
  const found: string[] = [];
  if (status === 0) return ['no answer'];
  // The server's own word on a request line and headers beyond 16 kB: nothing of ours has seen them.
  if (status === 431 && text === '') return [];
  if (status >= 500) found.push(`status ${status}`);
  if (STACK.test(text)) found.push('a stack trace or a path of the server');
  if (status >= 400 && DATABASE.test(text)) found.push('words of the database');
  const everything = `${text}\n${[...headers].join('\n')}`;
  for (const secret of secrets) if (everything.includes(secret)) found.push(`another firm's ${secret}`);
  if (status >= 400) {
    const type = headers.get('content-type') ?? '';
    if (pages.includes(status)) {
      // The answer to HEAD has no body.
      if (!type.startsWith('text/html') || !/^(<!doctype html>|$)/.test(text))
        found.push('a page that is none');
    } else if (!type.startsWith('application/problem+json')) found.push('an error that is no problem');
    else if (!isProblem(text)) found.push('a problem that is not whole');
  }
  if (headers.get('x-content-type-options') !== 'nosniff') found.push('no nosniff');
  if (!headers.get('content-security-policy')) found.push('no content security policy');
  if (!headers.get('cache-control')) found.push('no word on caching');
  if (headers.has('x-injected')) found.push('an injected header');
  if (headers.has('access-control-allow-origin')) found.push('permission for other origins');
  return found;
}

function isProblem(text: string): boolean {
  // The answer to HEAD has no body.
  if (text === '') return true;
  try {
    const problem = JSON.parse(text);
    const isClear = problem.errors.every(
      (error: Record<string, unknown>) => error.location && error.message && error.fix,
    );
    // What is wrong with a request has a place in it.
    if (
      /\/(malformed-request|invalid-(parameter|body|cursor))$/.test(problem.type) &&
      problem.errors.length === 0
    )
      return false;
    return typeof problem.type === 'string' && problem.status >= 400 && isClear && problem.detail !== '';
  } catch {
    return false;
  }
}
