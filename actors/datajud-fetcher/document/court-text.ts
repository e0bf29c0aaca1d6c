/** Where Windows-1252 differs from Latin-1: these characters stand for the bytes 0x80 to 0x9F. */
const CP1252 = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ';
const BYTE_OF = new Map([...CP1252].map((character, i) => [character, 0x80 + i]));

/** A lead byte of UTF-8 read as Latin-1 and what may follow it: the sight of `Ã§` in `EXECUÃ‡ÃƒO`. */
const SUSPECT = new RegExp(`[\\u00c2-\\u00f4][\\u0080-\\u00bf${CP1252}]`);

/** Twice is seen in the wild: each pass undoes one re-encoding. */
const MOST_PASSES = 3;

/**
 * Mends UTF-8 that was read as Latin-1 or Windows-1252 (`ExecuÃ§Ã£o` is `Execução`), when every character of the text
 * fits and the result is valid UTF-8. Anything else comes back as it was: `São Paulo`, and `EXECU??O`, which is lost.
 */
export function mendText(text: string): string {
  let mended = text;
  for (let pass = 0; pass < MOST_PASSES && SUSPECT.test(mended); pass++) {
    const next = decodeOnce(mended);
    if (next === null) break;
    mended = next;
  }
  return mended;
}

/** A court's text ready to store and show: mended, one line, no control characters, no lone surrogates. */
export function courtText(value: unknown): string {
  if (typeof value === 'number') return String(value);
  if (typeof value !== 'string') return '';
  if (/^[!-~]+(?: [!-~]+)*$/.test(value)) return value;
  return mendText(value.toWellFormed())
    .replace(/[\p{Cc}\s]+/gu, ' ')
    .trim();
}

function decodeOnce(text: string): string | null {
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    const byte = code < 0x100 ? code : BYTE_OF.get(text.charAt(i));
    if (byte === undefined) return null;
    bytes[i] = byte;
  }
  try {
    const decoded = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return isPlausible(decoded) ? decoded : null;
  } catch {
    // Not UTF-8, so the text was right as it stood.
    return null;
  }
}

/** `AMANHÃ` before a no-break space is also valid UTF-8, and would become `AMANHà`; control characters mend nothing. */
function isPlausible(decoded: string): boolean {
  return !/\p{Lu}à/u.test(decoded) && !/[\u0080-\u009f]/.test(decoded);
}
