import { Type } from '@sinclair/typebox';
import { Elysia, type TSchema } from 'elysia';
import type { Principal, Scope } from '../auth/policy.ts';
import type { ProblemSlug } from '../problems/catalogue.ts';
import type { Accepts } from './body.ts';
import { stateOf } from './state.ts';

/** What every handler is given besides Elysia's own: `call` belongs into messages and events that it causes. */
export interface Call {
  requestId: string;
  traceparent: string;
}

/** Keys under which a route's declarations travel in its OpenAPI detail. */
export const DECLARED = {
  scope: 'x-required-scope',
  public: 'x-public',
  accepts: 'x-accepts',
  problems: 'x-problems',
  produces: 'x-produces',
  etag: 'x-etag',
} as const;

/**
 * The vocabulary of a module's routes. Every route declares exactly one of `auth` and `public`:
 * - `auth: 'processes:read'`: credentials with that scope; the handler gets `principal` and `call`
 * - `public: 'limited' | 'open'`: no credentials; limited per address, or not at all (health, documents)
 * - `accepts: {types, maxBytes}`: bodies other than JSON up to 1 MB
 * - `problems: ['version-mismatch']`: answers beyond those that follow from the route's shape; that one also documents If-Match
 * - `etag: true`: a read that answers through `conditional`
 * - `produces: ['application/json', 'text/csv']`: answers in other forms than JSON
 */
export function conventions() {
  return new Elysia({ name: 'conventions' }).macro({
    auth: (scope: Scope) => ({
      detail: { [DECLARED.scope]: scope } as object,
      resolve: function principalAndCall({ request }) {
        const state = stateOf(request);
        return { principal: state.principal as Principal, call: callOf(state) };
      },
    }),
    public: (kind: 'limited' | 'open') => ({
      detail: { [DECLARED.public]: kind } as object,
      resolve: function callOnly({ request }) {
        return { call: callOf(stateOf(request)) };
      },
    }),
    accepts: (accepts: Accepts) => ({ detail: { [DECLARED.accepts]: accepts } as object }),
    produces: (types: readonly string[]) => ({ detail: { [DECLARED.produces]: types } as object }),
    etag: (has: boolean) => ({ detail: { [DECLARED.etag]: has } as object }),
    problems: (slugs: readonly ProblemSlug[]) => ({ detail: { [DECLARED.problems]: slugs } as object }),
  });
}

function callOf({ requestId, traceparent }: Call): Call {
  return { requestId, traceparent };
}

/**
 * Models of answers. With `check` each answer is compared with its schema before it leaves, as tests want it; in production
 * the types have said so already, and looking again costs a tenth of reading a case.
 */
export function answers<T extends Record<string, TSchema>>(check: boolean, models: T): T {
  if (check) return models;
  const unchecked = Object.entries(models).map(([name, schema]) => [name, { ...schema, noValidate: true }]);
  return Object.fromEntries(unchecked) as T;
}

/** An object schema that refuses fields it does not know: for bodies and queries. */
export function strict<T extends Record<string, TSchema>>(
  properties: T,
  options: { description?: string; examples?: unknown[] } = {},
) {
  return Type.Object(properties, { additionalProperties: false, ...options });
}

/** Schema of an id in a path: `idParam('process')` accepts `prc_…`. Anything else answers 404. */
export function idOf(prefix: string, description: string) {
  return Type.String({
    pattern: `^${prefix}_[0-7][0-9a-hjkmnp-tv-z]{25}$`,
    description,
    examples: [`${prefix}_01kb0v5zq8e3n9t2h4x6m7r8sa`],
  });
}

/** An instant in an answer: ISO 8601, UTC. */
export function instant(description: string) {
  return Type.String({ format: 'date-time', description, examples: ['2026-11-23T14:05:00.000Z'] });
}

export function nullable<T extends TSchema>(schema: T) {
  const { description, examples } = schema;
  return Type.Union([schema, Type.Null()], { description, examples });
}

/** One of some words. */
export function oneOf<const T extends readonly string[]>(values: T, description: string) {
  const union = Type.Union(
    values.map((value) => Type.Literal(value)),
    { description, examples: [values[0]] },
  );
  return Type.Unsafe<T[number]>(union);
}

/** Years that Postgres and people know. */
export const OF_A_KNOWN_YEAR = '^(19|[2-9]\\d)\\d\\d-';

/** An instant in a query or body, of a year that Postgres and people know. */
export function instantInput(description: string) {
  return Type.String({
    format: 'date-time',
    pattern: OF_A_KNOWN_YEAR,
    maxLength: 40,
    description,
    examples: ['2026-11-23T00:00:00Z'],
    fix: 'Send an instant such as 2026-11-23T00:00:00Z, from the year 1900 to 9999.',
  });
}
