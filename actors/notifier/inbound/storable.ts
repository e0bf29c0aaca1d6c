/** A NUL, or half of a surrogate pair, as JSON.stringify writes them: after an even number of backslashes. */
const UNSTORABLE = /(?<!\\)((?:\\\\)*)\\u(?:0000|d[89a-f][0-9a-f]{2})/g;

/**
 * What an adapter said, without the characters that Postgres refuses in JSON: they become U+FFFD. Whoever may write to a bot may write
 * them, and one that is refused would hold up everything that is taken together with it. @throws SyntaxError when it is no JSON
 */
export function parseStorable(body: string): unknown {
  const parsed: unknown = JSON.parse(body);
  // Neither can be in a text but as an escape.
  if (!body.includes('\\u')) return parsed;
  return JSON.parse(JSON.stringify(parsed).replaceAll(UNSTORABLE, '$1\\ufffd'));
}
