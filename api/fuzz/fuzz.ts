import fc from 'fast-check';
import type { Document } from '../openapi/document.ts';
import { operationsOf } from '../openapi/sample.ts';
import type { TestApi } from '../test-kit.ts';
import { type FuzzFirm, furnish, furnishVictim } from './firms.ts';
import { TEXTS } from './hostile.ts';
import { type FuzzRequest, requestsTo } from './requests.ts';
import { complaints, type FuzzAnswer } from './verdict.ts';

export interface Finding {
  /** Of the request in the whole run. */
  number: number;
  operationId: string;
  complaints: string[];
  request: FuzzRequest;
  answer: string;
}

export interface FuzzReport {
  seed: number;
  requests: number;
  findings: Finding[];
  /** How often each operation answered with each status. */
  statuses: Map<string, Map<number, number>>;
  slowest: { ms: number; operationId: string };
}

const BATCH = 250;
const AT_ONCE = 8;
const ATTEMPTS = 4;
/** Whatever has not answered by then is taken for hanging. */
const GIVEN_UP_AFTER_MS = 60_000;

/**
 * Asks a running API `requests` times, as the seed decides, as a firm of its own beside another one that is full of marks. The
 * firm is replaced for each batch: deleting and signing out are among what is asked.
 */
export async function fuzz(
  api: TestApi,
  url: string,
  options: { requests: number; seed: number; progress?: (done: number, findings: number) => void },
): Promise<FuzzReport> {
  const document: Document = (await api.call('GET', '/swagger/json')).body;
  const arbitrary = fc.oneof(...operationsOf(document).map((operation) => requestsTo(operation, document)));
  const pages = pagesOf(document);
  const victim = await furnishVictim(api);
  const report: FuzzReport = {
    seed: options.seed,
    requests: options.requests,
    findings: [],
    statuses: new Map(),
    slowest: { ms: 0, operationId: '' },
  };
  for (let done = 0; done < options.requests; done += BATCH) {
    const own = await furnish(api);
    const numRuns = Math.min(BATCH, options.requests - done);
    const batch = fc.sample(arbitrary, { seed: options.seed + done, numRuns });
    let next = 0;
    const one = async () => {
      for (;;) {
        const place = next++;
        const request = batch[place];
        if (!request) return;
        const answer = await ask(url, request, own, victim);
        note(report, done + place, request, answer, {
          secrets: victim.secrets,
          pages: pages.get(request.operationId) ?? [],
        });
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, one));
    options.progress?.(done + numRuns, report.findings.length);
  }
  return report;
}

/** By operation, the errors that it answers with a page for people. */
function pagesOf(document: Document): Map<string, number[]> {
  return new Map(
    operationsOf(document).map(({ operation: { operationId, responses } }) => [
      String(operationId),
      Object.entries(responses)
        .filter(
          ([status, { content }]) => Number(status) >= 400 && 'text/html' in ((content as object) ?? {}),
        )
        .map(([status]) => Number(status)),
    ]),
  );
}

function note(
  report: FuzzReport,
  number: number,
  request: FuzzRequest,
  answer: FuzzAnswer,
  { secrets, pages }: { secrets: string[]; pages: readonly number[] },
): void {
  const { operationId } = request;
  const counts = report.statuses.get(operationId) ?? new Map<number, number>();
  counts.set(answer.status, (counts.get(answer.status) ?? 0) + 1);
  report.statuses.set(operationId, counts);
  if (answer.ms > report.slowest.ms) report.slowest = { ms: answer.ms, operationId };
  const found = complaints(answer, secrets, pages);
  if (found.length === 0) return;
  report.findings.push({
    number,
    operationId,
    complaints: found,
    request,
    answer: `${answer.status} ${answer.text.slice(0, 600)}`,
  });
}

/** A database that is busy for a moment is no finding; what a request does to it each time is. */
async function ask(url: string, request: FuzzRequest, own: FuzzFirm, victim: FuzzFirm): Promise<FuzzAnswer> {
  for (let attempt = 1; ; attempt++) {
    const answer = await send(url, request, own, victim);
    if (answer.status !== 503 || attempt === ATTEMPTS) return answer;
    await Bun.sleep(1_000);
  }
}

async function send(url: string, request: FuzzRequest, own: FuzzFirm, victim: FuzzFirm): Promise<FuzzAnswer> {
  const target = request.path.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    const source = request.ids[name] ?? 'own';
    if (source === 'own') return own.ids[name] ?? 'x';
    if (source === 'victim') return victim.ids[name] ?? 'x';
    return encode(source.text);
  });
  const query = request.query.map(([name, value]) => `${encode(name)}=${encode(value)}`).join('&');
  const startedAt = performance.now();
  try {
    const response = await fetch(`${url}${target}${query && `?${query}`}`, {
      method: request.method,
      headers: { ...request.headers, ...credentials(request, own), ...rawHeaders(request) },
      body: bytesOf(request),
      redirect: 'manual',
      signal: AbortSignal.timeout(GIVEN_UP_AFTER_MS),
    });
    const isStream = response.headers.get('content-type')?.startsWith('text/event-stream');
    const text = isStream ? await firstOf(response) : await response.text();
    return { status: response.status, headers: response.headers, text, ms: performance.now() - startedAt };
  } catch {
    // A connection that ended is the finding; the client's words about it say nothing.
    return { status: 0, headers: new Headers(), text: '', ms: performance.now() - startedAt };
  }
}

/** What a stream says at first: it never ends. */
async function firstOf(response: Response): Promise<string> {
  const reader = response.body?.getReader();
  const first = await reader?.read();
  await reader?.cancel();
  return new TextDecoder().decode(first?.value);
}

function credentials({ as }: FuzzRequest, own: FuzzFirm): Record<string, string> {
  if (as === 'nobody') return {};
  if (as === 'hostile') return { authorization: `Bearer ${TEXTS[own.key.charCodeAt(8) % 12]}` };
  return { authorization: `Bearer ${as === 'owner' ? own.token : own.key}` };
}

function rawHeaders({ body }: FuzzRequest): Record<string, string> {
  return body && 'raw' in body ? { 'content-type': body.raw.type, ...body.raw.headers } : {};
}

function bytesOf({ body, method }: FuzzRequest): string | Uint8Array<ArrayBuffer> | undefined {
  if (!body || method === 'GET') return undefined;
  return 'raw' in body ? body.raw.bytes() : JSON.stringify(body.value);
}

// A URL has room for so much; what is longer tests the client.
function encode(text: string): string {
  return encodeURIComponent(text.slice(0, 4_000).toWellFormed());
}
