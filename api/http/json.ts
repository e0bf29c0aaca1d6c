import { Problem, type ProblemDetail } from '../problems/problem.ts';

const MAX_DEPTH = 32;
/** `__proto__` and its like: as a field of a body they change what an object is, or how it is read as text. */
const OF_EVERY_OBJECT = new Set(Object.getOwnPropertyNames(Object.prototype));
// The plain stretches of a string are taken whole: one character at a time, a string of a megabyte took half a minute.
const TOKEN = /"[^"\\]*(?:\\.[^"\\]*)*"|[{}[\]:,]/gs;

/**
 * Parses a JSON body, and refuses what JSON.parse lets through but nobody means: keys given twice, `__proto__` and its like,
 * nesting beyond 32 levels, and text that Postgres cannot keep (U+0000, half surrogate pairs).
 * @throws Problem malformed-request naming the place
 */
export function parseJson(text: string): unknown {
  refuseDeepOrRepeated(text);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    // The engine's message would quote the body.
    throw malformed('body', 'It is not valid JSON.', 'Send one JSON value, in UTF-8.');
  }
  if (text.includes('\\u')) refuseUnstorable(value, 'body');
  return value;
}

/** Refuses text that Postgres cannot keep. */
export function refuseUnstorable(value: unknown, location: string): void {
  if (typeof value === 'string') {
    if (value.includes('\0') || !value.isWellFormed())
      throw malformed(location, 'It contains U+0000 or half of a surrogate pair.', 'Remove that character.');
  } else if (Array.isArray(value)) {
    value.forEach((entry, i) => void refuseUnstorable(entry, `${location}.${i}`));
  } else if (value !== null && typeof value === 'object') {
    for (const [key, entry] of Object.entries(value)) {
      refuseUnstorable(key, location);
      refuseUnstorable(entry, `${location}.${key}`);
    }
  }
}

export function malformed(location: string, message: string, fix: string): Problem {
  const error: ProblemDetail = { location, message, fix };
  return new Problem('malformed-request', { errors: [error] });
}

// Walks the tokens that carry structure; whether the whole is JSON is for JSON.parse to say.
function refuseDeepOrRepeated(text: string): void {
  const open: (Set<string> | null)[] = [];
  let pending: string | undefined;
  for (const [token] of text.matchAll(TOKEN)) {
    const keys = open.at(-1);
    if (token === '{' || token === '[') {
      if (open.length >= MAX_DEPTH)
        throw malformed('body', `It is nested deeper than ${MAX_DEPTH} levels.`, 'Send a flatter body.');
      open.push(token === '{' ? new Set() : null);
    } else if (token === '}' || token === ']') {
      open.pop();
    } else if (token === ':' && keys && pending !== undefined) {
      const key = pending.includes('\\') ? unquote(pending) : pending.slice(1, -1);
      if (OF_EVERY_OBJECT.has(key)) throw malformed('body', `The key "${key}" is not allowed.`, 'Remove it.');
      if (keys.has(key))
        throw malformed('body', 'A key is given twice in one object.', 'Give each key once.');
      keys.add(key);
    }
    pending = token.startsWith('"') ? token : undefined;
  }
}

function unquote(literal: string): string {
  try {
    return JSON.parse(literal);
  } catch {
    // A broken escape: JSON.parse of the whole body will refuse it with the right problem.
    return literal;
  }
}
