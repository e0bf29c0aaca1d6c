const MOST_LINES = 40;

/**
 * What failed according to a JUnit report, in words.
 * @param {string} report XML, as `bun test --reporter=junit` writes it
 * @returns {string[]} of each failure its file and line, its test and what was said, at most 40 lines of it
 */
export function failuresOf(report) {
  const cases = report.matchAll(
    /<testcase name="([^"]*)"[^>]*? file="([^"]*)"(?: line="(\d+)")?[^>]*>\s*<(?:failure|error)\b([^>]*)>([^<]*)/g,
  );
  return [...cases].map(([, name, file, line, attributes, text]) => {
    const message = /\bmessage="([^"]*)"/.exec(attributes)?.[1] ?? '';
    const said = plain(text.trim() || message).split('\n');
    const left = said.length - MOST_LINES;
    const shown = left > 0 ? [...said.slice(0, MOST_LINES), `(${left} lines more)`] : said;
    return [`${plain(file)}:${line ?? '?'}: ${plain(name)}`, ...shown].join('\n    ');
  });
}

const ENTITIES = { lt: '<', gt: '>', quot: '"', apos: "'", amp: '&' };

function plain(text) {
  return text.replaceAll(/&(?:#(\d+)|#x([\da-f]+)|(\w+));/gi, (entity, decimal, hex, name) => {
    if (decimal || hex) return String.fromCodePoint(Number.parseInt(decimal ?? hex, decimal ? 10 : 16));
    return ENTITIES[name] ?? entity;
  });
}
