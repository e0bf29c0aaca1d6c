import type { Document } from './document.ts';
import type { Operation, Parameter } from './operation.ts';
import type { Json } from './schemas.ts';

export interface DocumentedOperation {
  method: string;
  path: string;
  operation: Operation;
  /** Names in the path, in order. */
  pathParameters: string[];
}

/** Every operation of a document. */
export function operationsOf(document: Document): DocumentedOperation[] {
  return Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({
      method: method.toUpperCase(),
      path,
      operation,
      pathParameters: [...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1] as string),
    })),
  );
}

/** A request that fits the document: its examples, with the given path parameters put in. */
export function sampleRequest(
  { path, operation }: DocumentedOperation,
  document: Document,
  ids: Record<string, string>,
) {
  const query = new URLSearchParams();
  const headers: Record<string, string> = {};
  for (const parameter of operation.parameters ?? []) {
    if (!parameter.required) continue;
    if (parameter.in === 'query') query.set(parameter.name, String(exampleOf(parameter, document)));
    if (parameter.name === 'If-Match') headers['if-match'] = '*';
  }
  const target = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(ids[name] ?? ''));
  const [type, content] = Object.entries(operation.requestBody?.content ?? {})[0] ?? [];
  const body = content && sampleOf(content.schema, document);
  if (type) headers['content-type'] = type;
  return { target: query.size > 0 ? `${target}?${query}` : target, headers, body };
}

/** A value for a parameter. */
export function exampleOf({ example, schema }: Parameter, document: Document): unknown {
  return example ?? sampleOf(schema, document);
}

/** A value that fits a schema, from its examples where it has some. */
export function sampleOf(schema: Json, document: Document): unknown {
  if (typeof schema.$ref === 'string') return sampleOf(resolve(schema.$ref, document), document);
  if (Array.isArray(schema.examples) && schema.examples.length > 0) return schema.examples[0];
  if ('default' in schema) return schema.default;
  if ('const' in schema) return schema.const;
  if (Array.isArray(schema.enum)) return schema.enum[0];
  if (Array.isArray(schema.anyOf)) return sampleOf(schema.anyOf[0] as Json, document);
  if (schema.type === 'array') return schema.items ? [sampleOf(schema.items as Json, document)] : [];
  if (schema.type === 'object') {
    const required = (schema.required ?? []) as string[];
    const properties = (schema.properties ?? {}) as Record<string, Json>;
    return Object.fromEntries(required.map((name) => [name, sampleOf(properties[name] ?? {}, document)]));
  }
  return { string: 'x', integer: 1, number: 1, boolean: true }[schema.type as string] ?? null;
}

/** The schema that a `$ref` of the document leads to. @throws Error when it leads nowhere */
export function resolve($ref: string, document: Document): Json {
  const schema = document.components.schemas[$ref.replace('#/components/schemas/', '')];
  if (!schema) throw new Error(`${$ref} leads nowhere`);
  return schema;
}
