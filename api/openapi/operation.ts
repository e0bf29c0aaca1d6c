import { type Accepts, DEFAULT_ACCEPTS } from '../http/body.ts';
import { DECLARED } from '../http/conventions.ts';
import { isPage } from '../http/routes.ts';
import { PROBLEMS, type ProblemSlug } from '../problems/catalogue.ts';
import type { Json } from './schemas.ts';

export interface Parameter extends Json {
  in: string;
  name: string;
  schema: Json;
}

export interface Operation extends Json {
  operationId?: string;
  summary?: string;
  description?: string;
  tags?: string[];
  parameters?: Parameter[];
  requestBody?: { required: boolean; content: Record<string, { schema: Json }> };
  responses: Record<string, Json>;
  security?: Json[];
}

/** Adds to an operation, in place, what follows from its shape and its declarations. */
export function finishOperation(
  operation: Operation,
  { method, path }: { method: string; path: string },
): void {
  const scope = operation[DECLARED.scope] as string | undefined;
  const accepts = (operation[DECLARED.accepts] ?? DEFAULT_ACCEPTS) as Accepts;
  const produces = (operation[DECLARED.produces] ?? ['application/json']) as readonly string[];
  const hasEtag = operation[DECLARED.etag] === true;
  const slugs = problemsOf(operation, method);
  const forPeople = isPage(operation);
  for (const key of Object.values(DECLARED)) if (key !== DECLARED.scope) delete operation[key];

  operation.security = scope ? [{ bearer: [] }] : [];
  if (scope) operation.description = `${operation.description ?? ''}\n\nScope: \`${scope}\`.`;
  operation.parameters = (operation.parameters ?? []).map(finishParameter);
  if (method === 'post') operation.parameters.push(header('Idempotency-Key', IDEMPOTENCY));
  if (hasEtag && method === 'get') operation.parameters.push(header('If-None-Match', IF_NONE_MATCH));
  if (slugs.has('version-mismatch'))
    operation.parameters.push({ ...header('If-Match', IF_MATCH), required: true });
  if (operation.requestBody) {
    const schema = Object.values(operation.requestBody.content)[0]?.schema ?? {};
    operation.requestBody.content = contentOf(accepts.types, schema);
  }
  for (const [status, response] of Object.entries(operation.responses))
    operation.responses[status] = finishResponse(response, {
      status,
      path,
      produces,
      hasEtag,
      limited: !!scope,
    });
  if (hasEtag && method === 'get') operation.responses['304'] = { description: 'You have it already.' };
  addProblems(operation.responses, slugs, forPeople);
}

function problemsOf(operation: Operation, method: string): Set<ProblemSlug> {
  const slugs = new Set((operation[DECLARED.problems] ?? []) as ProblemSlug[]);
  const has = (place: string) => operation.parameters?.some((p) => p.in === place) ?? false;
  const add = (...more: ProblemSlug[]) => {
    for (const slug of more) slugs.add(slug);
  };
  if (operation[DECLARED.public] === 'open' && !has('path')) return slugs;
  add('internal');
  if (has('path')) add('not-found', 'malformed-request');
  if (operation[DECLARED.public] === 'open') return slugs;
  add('unavailable', 'rate-limited', 'invalid-parameter');
  if (operation[DECLARED.scope]) add('unauthenticated', 'forbidden');
  if (has('query')) add('malformed-request');
  if (operation.parameters?.some((p) => p.name === 'cursor')) add('invalid-cursor');
  if (operation.requestBody || operation[DECLARED.accepts])
    add('malformed-request', 'request-timeout', 'body-too-large', 'unsupported-media-type', 'invalid-body');
  if (method === 'post') add('malformed-request', 'request-in-progress', 'idempotency-key-reused');
  if (slugs.has('version-mismatch')) add('precondition-required');
  return slugs;
}

function addProblems(responses: Record<string, Json>, slugs: Set<ProblemSlug>, forPeople: boolean): void {
  const byStatus = Map.groupBy(slugs, (slug) => PROBLEMS[slug].status);
  for (const [status, group] of [...byStatus].sort(([a], [b]) => a - b)) {
    const present = responses[status];
    const examples = Object.fromEntries(
      group.map((slug) => [slug, { summary: PROBLEMS[slug].title, value: example(slug) }]),
    );
    const content = forPeople
      ? contentOf(['text/html'], {})
      : { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' }, examples } };
    const retry =
      status === 429 || status === 503 ? { 'Retry-After': { $ref: '#/components/headers/RetryAfter' } } : {};
    responses[status] = {
      description: [present?.description, ...group.map((slug) => PROBLEMS[slug].title)]
        .filter(Boolean)
        .join('. '),
      headers: { ...COMMON_HEADERS, ...retry },
      content: { ...(present?.content as Json), ...content },
    };
  }
}

function example(slug: ProblemSlug): Json {
  const { title, status, fix } = PROBLEMS[slug];
  const type = `http://localhost:3000/problems/${slug}`;
  return { type, title, status, detail: fix, errors: [], requestId: 'req_01kb0v5zq8e3n9t2h4x6m7r8sa' };
}

function finishResponse(
  response: Json,
  to: { status: string; path: string; produces: readonly string[]; hasEtag: boolean; limited: boolean },
): Json {
  const content = response.content as Record<string, { schema: Json }> | undefined;
  const schema = content && Object.values(content)[0]?.schema;
  const types = to.path === '/metrics' ? ['text/plain'] : to.produces;
  return {
    description: response.description ?? 'The answer',
    headers: {
      ...COMMON_HEADERS,
      ...(to.limited ? LIMIT_HEADERS : {}),
      ...(to.hasEtag ? { ETag: { $ref: '#/components/headers/ETag' } } : {}),
      ...(['201', '202', '302'].includes(to.status)
        ? { Location: { $ref: '#/components/headers/Location' } }
        : {}),
    },
    ...(schema && to.status !== '204' ? { content: contentOf(types, schema) } : {}),
  };
}

// Anything that is not JSON is text on the wire, whatever shape it has in JSON.
function contentOf(types: readonly string[], schema: Json): Record<string, { schema: Json }> {
  return Object.fromEntries(
    types.map((type) => [type, { schema: type === 'application/json' ? schema : { type: 'string' } }]),
  );
}

function finishParameter({ examples, ...parameter }: Parameter): Parameter {
  // What Elysia reads from text (numbers, lists) it wraps in a union, and the words about it end up inside.
  const inner = ((parameter.schema.anyOf ?? []) as Json[]).find(
    (option) => option.description ?? option.examples,
  );
  const description = parameter.description ?? inner?.description;
  const given = Array.isArray(examples) ? examples : ((inner?.examples ?? []) as unknown[]);
  const example = given[0] ?? parameter.schema.default;
  // A parameter with a default may be left out, whatever the validator's types say.
  const required = parameter.required === true && parameter.schema.default === undefined;
  return { ...parameter, description, required, ...(example === undefined ? {} : { example }) };
}

interface HeaderText {
  description: string;
  example: string;
}

function header(name: string, { description, example }: HeaderText): Parameter {
  return {
    in: 'header',
    name,
    required: false,
    description,
    example,
    schema: { type: 'string', maxLength: 255 },
  };
}

const IDEMPOTENCY = {
  description: 'Makes repeating the request safe: 1 to 255 characters, a new one for each new request',
  example: '6f1f4c6e-6b0a-4a57-9a52-0d4c3c1f3a77',
};
const IF_NONE_MATCH = { description: 'ETag of the last read: 304 if nothing changed', example: '"7"' };
const IF_MATCH = { description: 'ETag that the update is based on, or * for any', example: '"7"' };
const COMMON_HEADERS = { 'X-Request-Id': { $ref: '#/components/headers/RequestId' } };
const LIMIT_HEADERS = {
  RateLimit: { $ref: '#/components/headers/RateLimit' },
  'RateLimit-Policy': { $ref: '#/components/headers/RateLimitPolicy' },
};
