import type { TSchema } from '@sinclair/typebox';
import { type ValueError, ValueErrorType } from '@sinclair/typebox/errors';
import type { ValidationError } from 'elysia';
import type { ProblemSlug } from '../problems/catalogue.ts';
import { Problem, type ProblemDetail } from '../problems/problem.ts';

const MAX_ERRORS = 20;

/** What a failed validation is to the caller. The values found are left out: they may be secrets. */
export function validationProblem(error: ValidationError, request: Request): Problem {
  // An answer of ours that breaks its own schema is our defect.
  if (error.type === 'response') return new Problem('internal', { cause: error });
  if (error.type === 'params') return new Problem('not-found', { detail: 'There is nothing with this id.' });
  const part = error.type === 'property' ? 'query' : error.type;
  const slug: ProblemSlug = part === 'body' ? 'invalid-body' : 'invalid-parameter';
  const errors: ProblemDetail[] = [];
  const seen = new Set<string>();
  for (const found of error.all as ValueError[]) {
    const path = error.type === 'property' ? `/${parameterNamed(request, error.value)}` : found.path;
    const location = locate(part, path ?? '');
    // A missing field fails its type as well: the first word about a place is enough.
    if (seen.has(location) || errors.length >= MAX_ERRORS) continue;
    seen.add(location);
    errors.push({ location, message: describe(found, part), fix: fixOf(found) });
  }
  return new Problem(slug, { errors });
}

function locate(part: string, path: string): string {
  return [part, ...path.split('/').filter(Boolean)].join('.');
}

// A number out of range fails while it is decoded, and that error has lost the name of its parameter.
function parameterNamed(request: Request, value: unknown): string {
  for (const [name, text] of new URL(request.url).searchParams) if (Number(text) === value) return name;
  return '';
}

function describe({ type, schema, path }: ValueError, part: string): string {
  const isRoot = path === '' || path === undefined;
  switch (type) {
    case ValueErrorType.ObjectRequiredProperty:
      return 'It is missing.';
    case ValueErrorType.ObjectAdditionalProperties:
      return 'There is no such field.';
    case ValueErrorType.StringMinLength:
      return `It is shorter than ${count(schema.minLength, 'character')}.`;
    case ValueErrorType.StringMaxLength:
      return `It is longer than ${count(schema.maxLength, 'character')}.`;
    case ValueErrorType.ArrayMinItems:
      return `It has fewer than ${count(schema.minItems, 'entry')}.`;
    case ValueErrorType.ArrayMaxItems:
      return `It has more than ${count(schema.maxItems, 'entry')}.`;
    case ValueErrorType.ArrayUniqueItems:
      return 'An entry appears twice.';
    case ValueErrorType.IntegerMinimum:
    case ValueErrorType.NumberMinimum:
      return `It is less than ${schema.minimum}.`;
    case ValueErrorType.IntegerMaximum:
    case ValueErrorType.NumberMaximum:
      return `It is more than ${schema.maximum}.`;
    case ValueErrorType.StringPattern:
    case ValueErrorType.StringFormat:
      return `It does not look like ${schema.format ? `a ${schema.format}` : 'what is expected here'}.`;
    default:
      return isRoot && part === 'body' ? 'A body is needed.' : `It is not ${expected(schema)}.`;
  }
}

function expected(schema: TSchema): string {
  const literals = literalsOf(schema);
  if (literals) return `one of ${literals.join(', ')}`;
  const type = schema.type ?? schema.anyOf?.map((s: TSchema) => s.type).find((t: string) => t !== 'null');
  return type === undefined ? 'what is expected here' : `${/^[aio]/.test(type) ? 'an' : 'a'} ${type}`;
}

function literalsOf(schema: TSchema): string[] | undefined {
  const options: TSchema[] = schema.anyOf ?? [];
  if (schema.const !== undefined) return [String(schema.const)];
  if (schema.enum) return schema.enum.map(String);
  return options.length > 0 && options.every((o) => o.const !== undefined)
    ? options.map((o) => String(o.const))
    : undefined;
}

function fixOf({ type, schema }: ValueError): string {
  if (type === ValueErrorType.ObjectAdditionalProperties) return 'Remove it, or check its spelling.';
  if (typeof schema.fix === 'string') return schema.fix;
  const literals = literalsOf(schema);
  if (literals) return `Send one of ${literals.join(', ')}.`;
  const example = schema.examples?.[0];
  if (example !== undefined) return `Send a value such as ${JSON.stringify(example)}.`;
  return typeof schema.description === 'string'
    ? `Expected: ${schema.description}`
    : 'See the operation in /swagger.';
}

function count(n: number, noun: string): string {
  if (n === 1) return `1 ${noun}`;
  return `${n} ${noun.endsWith('y') ? `${noun.slice(0, -1)}ies` : `${noun}s`}`;
}
