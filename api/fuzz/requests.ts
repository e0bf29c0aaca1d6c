import fc, { type Arbitrary } from 'fast-check';
import type { Document } from '../openapi/document.ts';
import { type DocumentedOperation, exampleOf, sampleOf } from '../openapi/sample.ts';
import { arbitraryOf } from './arbitraries.ts';
import { BODIES, type RawBody, TEXTS, VALUES } from './hostile.ts';

/** One request to be sent, described: bodies that are large are made when they leave. */
export interface FuzzRequest {
  operationId: string;
  method: string;
  /** With path parameters as names: `{processId}` becomes what `ids` says. */
  path: string;
  ids: Record<string, IdSource>;
  query: [string, string][];
  headers: Record<string, string>;
  as: 'owner' | 'key' | 'nobody' | 'hostile';
  body: { value: unknown } | { raw: RawBody } | undefined;
}

/** Whose thing a path names: one's own, that of the firm that must not be seen, of nobody, or something odd. */
export type IdSource = 'own' | 'victim' | { text: string };

const hostileText = fc.constantFrom(...TEXTS);

/** Requests to an operation, from what its schema invites to what nobody should send. */
export function requestsTo(operation: DocumentedOperation, document: Document): Arbitrary<FuzzRequest> {
  const { parameters = [], requestBody, operationId = '' } = operation.operation;
  const [type, content] = Object.entries(requestBody?.content ?? {})[0] ?? [];
  // What fits a schema is often refused for what no schema says; a sample of the document gets further in.
  const valid = content
    ? fc.oneof(arbitraryOf(content.schema, document), fc.constant(sampleOf(content.schema, document)))
    : fc.constant(undefined);
  const queryParameters = parameters.filter((parameter) => parameter.in === 'query');
  return fc.record({
    operationId: fc.constant(operationId),
    method: fc.constant(operation.method),
    path: fc.constant(operation.path),
    ids: idsOf(operation),
    query: queryOf(
      queryParameters.map((parameter) => ({
        name: parameter.name,
        required: parameter.required === true,
        value: fc
          .oneof(arbitraryOf(parameter.schema, document), fc.constant(exampleOf(parameter, document)))
          .map(textOf),
      })),
    ),
    headers: fc
      .record({ odd: oddHeaders(), usual: usualHeaders(parameters.map(({ name }) => name)) })
      .map(({ odd, usual }) => ({ ...(type ? { 'content-type': type } : {}), ...usual, ...odd })),
    as: fc.oneof(
      { arbitrary: fc.constant('owner' as const), weight: 12 },
      { arbitrary: fc.constant('key' as const), weight: 4 },
      { arbitrary: fc.constant('nobody' as const), weight: 1 },
      { arbitrary: fc.constant('hostile' as const), weight: 1 },
    ),
    body: bodyOf(valid, content !== undefined),
  });
}

function idsOf({ pathParameters }: DocumentedOperation): Arbitrary<Record<string, IdSource>> {
  const source: Arbitrary<IdSource> = fc.oneof(
    { arbitrary: fc.constant('own' as const), weight: 8 },
    { arbitrary: fc.constant('victim' as const), weight: 5 },
    { arbitrary: hostileText.map((text) => ({ text })), weight: 1 },
  );
  return fc.record(Object.fromEntries(pathParameters.map((name) => [name, source])), {
    noNullPrototype: true,
  });
}

/** As the schema invites; one of them, now and then, hostile or given twice: more would only hide each other. */
function queryOf(
  known: { name: string; required: boolean; value: Arbitrary<string> }[],
): Arbitrary<[string, string][]> {
  const given = known.map(({ name, required, value }) =>
    fc.oneof(
      { arbitrary: value.map((text): [string, string][] => [[name, text]]), weight: 4 },
      { arbitrary: fc.constant<[string, string][]>([]), weight: required ? 1 : 12 },
    ),
  );
  const twice = (name: string, value: Arbitrary<string>) =>
    value.map((text): [string, string][] => [
      [name, text],
      [name, text],
    ]);
  const alone = (name: Arbitrary<string>) =>
    fc.tuple(name, hostileText).map(([name, text]): [string, string][] => [[name, text]]);
  const none = fc.constant<[string, string][]>([]);
  const ofKnown = known.flatMap(({ name, value }) => [alone(fc.constant(name)), twice(name, value)]);
  const odd = fc.oneof(
    { arbitrary: none, weight: 12 },
    { arbitrary: alone(hostileText), weight: 1 },
    { arbitrary: ofKnown.length > 0 ? fc.oneof(...ofKnown) : none, weight: 7 },
  );
  return fc.tuple(odd, ...given).map((parts) => withoutOthers(parts.flat()));
}

/** The first word on a name stands, with its double beside it. */
function withoutOthers(query: [string, string][]): [string, string][] {
  const said = new Map(query.toReversed());
  return query.filter(([name, text]) => said.get(name) === text);
}

function usualHeaders(names: string[]): Arbitrary<Record<string, string>> {
  const ifMatch = names.includes('If-Match')
    ? { 'if-match': fc.constantFrom('*', '"1"', '"2"', '"999999999"', 'W/"1"', 'x') }
    : {};
  return fc.record(
    {
      ...ifMatch,
      'if-none-match': fc.constantFrom('*', '"1"', '"x", W/"y"', ','.repeat(2_000)),
      'idempotency-key': fc.oneof(fc.uuid(), fc.constantFrom('one', 'a b', 'x'.repeat(300), 'ç')),
      accept: fc.constantFrom('text/csv', 'text/html', '*/*', 'application/json;q=0', 'x'.repeat(5_000)),
    },
    { requiredKeys: 'if-match' in ifMatch ? (['if-match'] as never[]) : [] },
  ) as Arbitrary<Record<string, string>>;
}

function oddHeaders(): Arbitrary<Record<string, string>> {
  const odd = fc.constantFrom<Record<string, string>>(
    { 'content-type': 'application/octet-stream' },
    { 'content-type': '' },
    { 'content-encoding': 'gzip' },
    { 'last-event-id': 'evt_01kb0v5zq8e3n9t2h4x6m7r8sa' },
    { 'last-event-id': 'x'.repeat(5_000) },
    { traceparent: '00-00000000000000000000000000000000-0000000000000000-01' },
    { traceparent: 'x'.repeat(5_000) },
    { 'x-forwarded-for': '127.0.0.1, 10.0.0.1' },
    { 'x-forwarded-host': 'evil.example' },
    { 'x-original-url': '/metrics' },
    { 'x-http-method-override': 'DELETE' },
    { range: 'bytes=0-0,-1' },
    { cookie: 'session=x; __proto__=y' },
    { 'accept-encoding': 'gzip;q=1e9' },
    { 'user-agent': '\u00e7'.repeat(3_000) },
    { expect: 'x' },
  );
  return fc.oneof({ arbitrary: fc.constant({}), weight: 9 }, { arbitrary: odd, weight: 1 });
}

type Body = FuzzRequest['body'];

function bodyOf(valid: Arbitrary<unknown>, takesBody: boolean): Arbitrary<Body> {
  const raw = fc.constantFrom(...BODIES).map((one): Body => ({ raw: one }));
  if (!takesBody)
    return fc.oneof({ arbitrary: fc.constant<Body>(undefined), weight: 15 }, { arbitrary: raw, weight: 1 });
  const mutated = fc.tuple(valid, fc.nat(), fc.oneof(hostileText, fc.constantFrom(...VALUES))).map(mutate);
  return fc.oneof(
    { arbitrary: valid.map((value): Body => ({ value })), weight: 8 },
    { arbitrary: mutated.map((value): Body => ({ value })), weight: 6 },
    { arbitrary: raw, weight: 3 },
  );
}

/** One place of a value, replaced by something hostile; now and then a field is added. */
function mutate([value, place, hostile]: [unknown, number, unknown]): unknown {
  const copy: unknown = structuredClone(value);
  const places: { holder: Record<string, unknown>; key: string }[] = [];
  const walk = (node: unknown) => {
    if (node === null || typeof node !== 'object') return;
    for (const key of Object.keys(node)) {
      places.push({ holder: node as Record<string, unknown>, key });
      walk((node as Record<string, unknown>)[key]);
    }
    if (!Array.isArray(node)) places.push({ holder: node as Record<string, unknown>, key: 'unknownField' });
  };
  walk(copy);
  const chosen = places[place % Math.max(1, places.length)];
  if (!chosen) return hostile;
  chosen.holder[chosen.key] = hostile;
  return copy;
}

function textOf(value: unknown): string {
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
