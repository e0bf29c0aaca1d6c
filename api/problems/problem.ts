import { PROBLEMS, type ProblemSlug } from './catalogue.ts';

/** What is wrong with one part of a request. Never carries the value that was found there. */
export interface ProblemDetail {
  /** `body.number`, `query.limit`, `header.if-match`, `path.id` */
  location: string;
  message: string;
  fix: string;
}

export interface ProblemOptions {
  /** What happened this time, in a sentence. */
  detail?: string;
  errors?: ProblemDetail[];
  retryAfterSeconds?: number;
  headers?: Record<string, string>;
  cause?: unknown;
}

/** Thrown anywhere below a route, it becomes the answer. The slug is the key of the catalogue. */
export class Problem extends Error {
  override name = 'Problem';
  readonly slug: ProblemSlug;
  readonly status: number;
  readonly detail: string | undefined;
  readonly errors: readonly ProblemDetail[];
  readonly headers: Record<string, string>;

  constructor(slug: ProblemSlug, options: ProblemOptions = {}) {
    super(options.detail ?? PROBLEMS[slug].title, { cause: options.cause });
    this.slug = slug;
    this.status = PROBLEMS[slug].status;
    this.detail = options.detail;
    this.errors = options.errors ?? [];
    this.headers = { ...options.headers };
    if (options.retryAfterSeconds !== undefined)
      this.headers['retry-after'] = String(Math.max(1, Math.ceil(options.retryAfterSeconds)));
  }
}

/** There is no such thing, or it is another firm's: the answer is the same. */
export function notFound(what: string): Problem {
  return new Problem('not-found', { detail: `There is no ${what} with this id.` });
}

/** The RFC 9457 answer to a problem. */
export function problemResponse(problem: Problem, publicUrl: string, requestId: string): Response {
  const { title, fix } = PROBLEMS[problem.slug];
  const body = {
    type: `${publicUrl}/problems/${problem.slug}`,
    title,
    status: problem.status,
    detail: problem.detail ?? fix,
    errors: problem.errors,
    requestId,
  };
  return new Response(JSON.stringify(body), {
    status: problem.status,
    headers: { 'content-type': 'application/problem+json', 'cache-control': 'no-store', ...problem.headers },
  });
}
