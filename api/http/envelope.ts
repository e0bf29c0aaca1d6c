import type { Logger } from 'pino';
import { newId } from '../../actors/contracts/ids.ts';
import { describeError } from '../../actors/runtime/errors.ts';
import { sqlState } from '../../db/pool.ts';
import { type IdempotencyOptions, settleKey } from '../idempotency/claim.ts';
import { problemPage } from '../problems/for-people.ts';
import { problemResponse } from '../problems/problem.ts';
import { quotaFields } from '../rate/limiter.ts';
import { problemOf } from './errors.ts';
import { settleHost } from './host.ts';
import type { RequestMetrics } from './metrics.ts';
import { attachState, type RequestState, stateOf } from './state.ts';
import { continueTrace } from './trace-context.ts';

export interface EnvelopeOptions {
  log: Logger;
  metrics: RequestMetrics;
  idempotency: IdempotencyOptions;
  publicUrl: string;
  /** Whether a person looks at the answer in a browser. */
  isPage: (request: Request) => boolean;
  /** Of the caller, as limits count it. */
  addressOf: (request: Request) => string;
}

/** Elysia's type of what `wrap` is given: it answers a Response, or a promise of one. */
type Handle = (request: Request) => unknown;

/**
 * What surrounds every request, whatever becomes of it: its id and trace, the saved answer of an Idempotency-Key,
 * the headers of every answer, one line in the log, one observation.
 */
export function createEnvelope(options: EnvelopeOptions) {
  const { log, metrics, idempotency, publicUrl, addressOf } = options;
  const isSecure = publicUrl.startsWith('https:');

  return function envelope(handle: Handle): Handle {
    return async function answer(request) {
      const state: RequestState = {
        requestId: newId('request'),
        traceparent: continueTrace(request.headers.get('traceparent')),
        addressOf: () => addressOf(request),
        startedAt: performance.now(),
      };
      attachState(request, state);
      settleHost(request);
      let response: Response;
      try {
        response = (await handle(request)) as Response;
      } catch (error) {
        response = answerError(error, request, options);
      }
      if (state.claim) response = await settleKey(idempotency, state.claim, response);
      setHeaders(response.headers, request, state, isSecure);
      const milliseconds = performance.now() - state.startedAt;
      const route = state.route ?? 'unmatched';
      metrics.observe(request.method, route, response.status, milliseconds);
      log.info(wideLine(request, state, route, response.status, milliseconds), 'request');
      return response;
    };
  };
}

/** The answer to an error, and the record of it when it is a defect of ours. */
export function answerError(
  error: unknown,
  request: Request,
  { log, publicUrl, isPage }: Pick<EnvelopeOptions, 'log' | 'publicUrl' | 'isPage'>,
): Response {
  const state = stateOf(request);
  const problem = problemOf(error, request);
  state.problem = problem.slug;
  // A value that only the database refused is the caller's, but a schema of ours should have said so.
  if (problem.status >= 500 || sqlState(problem.cause)?.startsWith('22')) {
    const { requestId } = state;
    const fields = { requestId, error: describeError(problem.cause), stack: stackOf(problem.cause) };
    log[problem.slug === 'internal' ? 'error' : 'warn'](fields, 'request failed');
  }
  return isPage(request)
    ? problemPage(problem, request, state.requestId)
    : problemResponse(problem, publicUrl, state.requestId);
}

function stackOf(error: unknown): string | undefined {
  return error instanceof Error ? error.stack?.split('\n').slice(1, 8).join('\n') : undefined;
}

function setHeaders(headers: Headers, request: Request, state: RequestState, isSecure: boolean): void {
  headers.set('x-request-id', state.requestId);
  headers.set('traceparent', state.traceparent);
  headers.set('x-content-type-options', 'nosniff');
  if (isSecure) headers.set('strict-transport-security', 'max-age=31536000; includeSubDomains');
  if (!headers.has('content-security-policy'))
    headers.set('content-security-policy', "default-src 'none'; frame-ancestors 'none'");
  headers.set('referrer-policy', 'no-referrer');
  // What a firm reads is for nobody's shared cache; a GET may be kept by its reader, to be asked for with If-None-Match.
  if (!headers.has('cache-control'))
    headers.set('cache-control', request.method === 'GET' ? 'private, no-cache' : 'no-store');
  if (state.quota)
    for (const [name, value] of Object.entries(quotaFields(state.quota))) headers.set(name, value);
}

function wideLine(
  request: Request,
  state: RequestState,
  route: string,
  status: number,
  milliseconds: number,
) {
  const { principal } = state;
  return {
    requestId: state.requestId,
    trace: state.traceparent,
    method: request.method,
    route,
    status,
    ms: Math.round(milliseconds * 100) / 100,
    tenant: principal?.tenantId,
    user: principal?.userId,
    apiKey: principal?.apiKeyId,
    problem: state.problem,
    idempotent: state.claim !== undefined || undefined,
  };
}
