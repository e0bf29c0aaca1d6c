// Control and format characters (zero width, bidirectional marks, tags) and separators of lines: nobody sees them.
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;

/** Court text as one line without characters that nobody sees, at most `length` long. */
export function clean(text: string, length: number): string {
  const line = text
    .toWellFormed()
    .replace(/[\t\n\r]/g, ' ')
    .replace(INVISIBLE, '')
    .replace(/ {2,}/g, ' ')
    .trim();
  return line.length > length ? `${line.slice(0, length - 1).trimEnd()}…` : line;
}
