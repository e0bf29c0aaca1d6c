/**
 * Takes whole statements out of a JSON answer while it is still being written. `feed` is given everything that has arrived
 * so far and answers what has become whole since the last call. Only objects inside the first array count; strings are
 * stepped over, so that a brace in a sentence closes nothing.
 */
export function createStatementReader(): { feed(text: string): unknown[] } {
  let at = 0;
  let depth = 0;
  let inString = false;
  let escaped = false;
  let inArray = false;
  let begun = -1;
  let over = false;

  return {
    feed(text) {
      const whole: unknown[] = [];
      for (; at < text.length && !over; at++) {
        const char = text[at];
        if (inString) {
          if (escaped) escaped = false;
          else if (char === '\\') escaped = true;
          else if (char === '"') inString = false;
        } else if (char === '"') inString = true;
        else if (char === '[' && !inArray) inArray = true;
        else if (char === '{' && inArray) {
          if (depth++ === 0) begun = at;
        } else if (char === '}' && inArray && depth > 0 && --depth === 0)
          whole.push(parse(text.slice(begun, at + 1)));
        else if (char === ']' && inArray && depth === 0) over = true;
      }
      return whole.filter((value) => value !== undefined);
    },
  };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // What is not JSON is found out, and refused, when the whole answer is read.
    return undefined;
  }
}
