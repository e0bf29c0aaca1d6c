import type { CaseStore } from './data/case-store.ts';
import type { CourtIndex } from './data/court-index.ts';
import type { Fault, Faults } from './faults.ts';
import type { KeyRing } from './key-ring.ts';
import { EsError, illegalArgument, refused } from './query/errors.ts';
import { parseRequest, type SearchRequest } from './query/request.ts';
import { type Found, search } from './query/search.ts';
import type { RateCeiling } from './rate-ceiling.ts';
import type { RequestEntry, RequestLog } from './request-log.ts';
import {
  badRequest,
  envelope,
  forbidden,
  GARBAGE,
  GATEWAY_TIMEOUT_PAGE,
  indexNotFound,
  shardsOf,
  tooManyRequests,
  unauthorized,
  unavailable,
} from './wire-answers.ts';

export interface SearchParts {
  now: () => number;
  store: CaseStore;
  keys: KeyRing;
  faults: Faults;
  rate: RateCeiling;
  log: RequestLog;
  /** How long a wildcard over all indexes takes to be cut by the gateway; about a minute in reality. */
  gatewayMs: number;
  /** Settles early when the server stops, so that no answer keeps it open. */
  pause: (ms: number) => Promise<void>;
}

const NOT_FOUND: Found = { total: { value: 0, relation: 'eq' }, maxScore: null, hits: [] };

/** Answers what is asked of the indexes: everything outside `/_sandbox`. */
export function createSearchHandler(
  parts: SearchParts,
): (request: Request, path: string) => Promise<Response> {
  return async (request, path) => {
    const started = performance.now();
    const entry: RequestEntry = {
      at: new Date(parts.now()).toISOString(),
      court: /^\/api_publica_([^/]+)/.exec(path)?.[1] ?? '-',
      kind: 'invalid',
      shape: null,
      numbers: 0,
      hits: 0,
      status: 0,
      fault: null,
      tookMs: 0,
      bytes: 0,
    };
    let response: Response;
    let text: string;
    try {
      ({ response, text } = await answer(parts, request, path, entry, started));
    } catch (error) {
      if (!(error instanceof EsError)) throw error;
      ({ response, text } = json(error.status, error.body));
    }
    entry.status = response.status;
    entry.bytes = text.length;
    entry.tookMs = Math.round((performance.now() - started) * 10) / 10;
    parts.log.record(entry);
    return response;
  };
}

interface Answer {
  response: Response;
  text: string;
}

async function answer(
  parts: SearchParts,
  request: Request,
  path: string,
  entry: RequestEntry,
  started: number,
): Promise<Answer> {
  const body = await request.text();
  authenticate(parts, request, path);
  const [, index = '', action = ''] = path.split('/');
  if (action !== '_search' || path.split('/').length > 3 || !['POST', 'GET'].includes(request.method)) {
    throw forbidden(action === '_search' ? 'indices:data/write' : 'indices:admin', index || '*');
  }
  if (!parts.rate.take()) throw tooManyRequests();
  if (index.includes('*')) {
    await parts.pause(parts.gatewayMs);
    return page(504, GATEWAY_TIMEOUT_PAGE);
  }
  const court = parts.store.court(/^api_publica_(.+)$/.exec(index)?.[1] ?? '');
  if (!court) throw indexNotFound(index);
  const { delayMs, fault } = parts.faults.meet(court.alias);
  entry.fault = fault?.kind ?? (delayMs > 0 ? 'slow' : null);
  if (delayMs > 0) await parts.pause(delayMs);
  const early = fault && refusal(fault, path);
  if (early) return early;
  checkHeaders(request, body);
  const parsed = parseRequest(body, court.index);
  entry.kind = parsed.query.numbers === 0 ? 'sweep' : parsed.query.numbers === 1 ? 'lookup' : 'batch';
  entry.shape = parsed.shape;
  entry.numbers = parsed.query.numbers;
  return searchAnswer(parts, court, parsed, fault, entry, started);
}

function searchAnswer(
  parts: SearchParts,
  court: CourtIndex,
  request: SearchRequest,
  fault: Fault | null,
  entry: RequestEntry,
  started: number,
): Answer {
  parts.store.settle();
  const alias = court.alias;
  const hidden = fault?.kind === 'partial-empty' || fault?.kind === 'no-hits';
  const found = hidden
    ? { ...NOT_FOUND, total: request.countUpTo === null ? undefined : NOT_FOUND.total }
    : search(court, request);
  const tookMs = performance.now() - started;
  entry.hits = fault?.kind === 'total-without-hits' ? 0 : found.hits.length;
  switch (fault?.kind) {
    case 'partial-empty':
    case 'partial-hits':
      return json(
        200,
        envelope(alias, found, tookMs, { failedShards: Math.max(1, Math.floor(shardsOf(alias) / 4)) }),
      );
    case 'timed-out':
      return json(200, envelope(alias, found, tookMs, { timedOut: true }));
    case 'total-without-hits': {
      const total = { value: Math.max(found.total?.value ?? 0, 1), relation: 'eq' as const };
      return json(200, envelope(alias, { total, maxScore: null, hits: [] }, tookMs));
    }
    case 'truncated': {
      const whole = JSON.stringify(envelope(alias, found, tookMs));
      return page(200, whole.slice(0, Math.floor(whole.length / 2)), 'application/json');
    }
    default:
      return json(200, envelope(alias, found, tookMs));
  }
}

/** The faults that answer before the query is read. */
function refusal(fault: Fault, path: string): Answer | null {
  switch (fault.kind) {
    case '429':
      throw tooManyRequests();
    case '400':
      throw badRequest();
    case '5xx':
      throw unavailable(fault.status ?? 503);
    case 'unauthorized':
      throw fault.status === 403
        ? forbidden('indices:data/read/search', path.split('/')[1] ?? '')
        : unauthorized(path, true);
    case '504':
      return page(504, GATEWAY_TIMEOUT_PAGE);
    case 'garbage':
      return page(200, GARBAGE, 'application/json');
    case 'reset':
      return { response: new Response(cutOff()), text: '' };
    default:
      return null;
  }
}

/** A body that fails before its first byte makes the server drop the connection without any answer. */
function cutOff(): ReadableStream {
  return new ReadableStream({ pull: (controller) => controller.error() });
}

function authenticate(parts: SearchParts, request: Request, path: string): void {
  const header = request.headers.get('authorization');
  const key = /^apikey\s+(.+)$/i.exec(header ?? '')?.[1]?.trim();
  if (key !== parts.keys.current()) throw unauthorized(path, header !== null);
}

const PARAMETERS = new Set(['pretty', 'human', 'error_trace']);

function checkHeaders(request: Request, body: string): void {
  for (const name of new URL(request.url).searchParams.keys()) {
    if (!PARAMETERS.has(name)) {
      throw illegalArgument(
        `request [${new URL(request.url).pathname}] contains unrecognized parameter: [${name}]`,
      );
    }
  }
  const type = request.headers.get('content-type');
  if (body === '' || type?.startsWith('application/json')) return;
  const reason = `Content-Type header [${type ?? ''}] is not supported`;
  throw refused(406, { type: 'media_type_header_exception', reason });
}

function json(status: number, body: unknown): Answer {
  return page(status, JSON.stringify(body), 'application/json');
}

function page(status: number, text: string, type = 'text/html'): Answer {
  return { response: new Response(text, { status, headers: { 'content-type': type } }), text };
}
