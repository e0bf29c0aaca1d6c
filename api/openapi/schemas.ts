export type Json = { [key: string]: unknown };

/**
 * Turns TypeBox schemas into plain JSON Schema 2020-12: references by full path, unions of constants as enums,
 * what Elysia adds to read numbers from a query, and for itself, taken away again.
 */
export function finishSchemas(node: Json): Json {
  return walk(node) as Json;
}

function walk(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(walk);
  if (node === null || typeof node !== 'object') return node;
  const { $id: _id, fix: _fix, noValidate: _unchecked, ...rest } = node as Json;
  // Only schemas have these as keywords; as names of properties they hold objects.
  const keep = typeof _fix === 'object' ? { ...rest, fix: _fix } : rest;
  const copy = Object.fromEntries(Object.entries(keep).map(([key, value]) => [key, walk(value)]));
  if (typeof copy.$ref === 'string' && !copy.$ref.startsWith('#/'))
    copy.$ref = `#/components/schemas/${copy.$ref}`;
  return Array.isArray(copy.anyOf) ? simplifyUnion(copy, copy.anyOf as Json[]) : copy;
}

function simplifyUnion(schema: Json, options: Json[]): Json {
  const { anyOf: _anyOf, ...rest } = schema;
  const isConst = (option: Json) => 'const' in option;
  const constants = options.filter(isConst);
  if (constants.length > 0 && options.every((o) => isConst(o) || o.type === 'null')) {
    const hasNull = constants.length < options.length;
    const type = typeof constants[0]?.const === 'number' ? 'number' : 'string';
    const values = constants.map((o) => o.const);
    return { ...rest, type: hasNull ? [type, 'null'] : type, enum: hasNull ? [...values, null] : values };
  }
  const coerced = options.find((o) => o.type === 'integer' || o.type === 'number' || o.type === 'boolean');
  const text = options.find((o) => o.type === 'string');
  const isCoercion = coerced !== undefined && text !== undefined && text.format === coerced.type;
  if (isCoercion || (coerced && text?.format === 'numeric')) return { ...rest, ...coerced };
  const array = options.find((o) => o.type === 'array');
  if (array && text?.format === 'ArrayString') return { ...rest, ...array };
  return schema;
}
