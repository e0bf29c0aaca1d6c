import fc, { type Arbitrary } from 'fast-check';
import type { Document } from '../openapi/document.ts';
import { resolve } from '../openapi/sample.ts';
import type { Json } from '../openapi/schemas.ts';

const MAX_ITEMS = 4;

/** Values that fit a schema of the document: what a client generated from it would send. */
export function arbitraryOf(schema: Json, document: Document): Arbitrary<unknown> {
  if (typeof schema.$ref === 'string') return arbitraryOf(resolve(schema.$ref, document), document);
  if ('const' in schema) return fc.constant(schema.const);
  if (Array.isArray(schema.enum)) return fc.constantFrom(...(schema.enum as unknown[]));
  const options = schema.anyOf ?? schema.oneOf;
  if (Array.isArray(options))
    return fc.oneof(...options.map((option: Json) => arbitraryOf(option, document)));
  const example = Array.isArray(schema.examples)
    ? fc.constantFrom(...(schema.examples as unknown[]))
    : undefined;
  const made = byType(schema, document);
  return example ? fc.oneof(example, made) : made;
}

function byType(schema: Json, document: Document): Arbitrary<unknown> {
  const number = (name: string, usual: number) =>
    typeof schema[name] === 'number' ? (schema[name] as number) : usual;
  switch (schema.type) {
    case 'string':
      return stringOf(schema, number('minLength', 0), number('maxLength', 200));
    case 'integer':
      return fc.integer({ min: number('minimum', -(2 ** 31)), max: number('maximum', 2 ** 31 - 1) });
    case 'number':
      return fc.double({ min: number('minimum', -1e9), max: number('maximum', 1e9), noNaN: true });
    case 'boolean':
      return fc.boolean();
    case 'null':
      return fc.constant(null);
    case 'array': {
      const item = arbitraryOf((schema.items ?? {}) as Json, document);
      const size = {
        minLength: number('minItems', 0),
        maxLength: Math.min(MAX_ITEMS, number('maxItems', MAX_ITEMS)),
      };
      return schema.uniqueItems
        ? fc.uniqueArray(item, { ...size, comparator: 'SameValue' })
        : fc.array(item, size);
    }
    case 'object':
      return objectOf(schema, document);
    default:
      return fc.jsonValue({ maxDepth: 2 });
  }
}

function objectOf(schema: Json, document: Document): Arbitrary<unknown> {
  const properties = Object.entries((schema.properties ?? {}) as Record<string, Json>);
  const requiredKeys = (schema.required ?? []) as string[];
  return fc.record(
    Object.fromEntries(properties.map(([name, property]) => [name, arbitraryOf(property, document)])),
    {
      requiredKeys,
      noNullPrototype: true,
    },
  );
}

function stringOf(schema: Json, minLength: number, maxLength: number): Arbitrary<string> {
  if (typeof schema.pattern === 'string')
    return fc.stringMatching(new RegExp(schema.pattern), { size: 'small' });
  switch (schema.format) {
    case 'date-time':
      return fc.date({ noInvalidDate: true }).map((date) => date.toISOString());
    case 'email':
      return fc.emailAddress();
    case 'uri':
      return fc.webUrl();
    default:
      return fc.string({
        unit: 'grapheme',
        minLength,
        maxLength: Math.max(minLength, Math.min(maxLength, 40)),
      });
  }
}
