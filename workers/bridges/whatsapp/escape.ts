/** What looks the same and formats nothing: WhatsApp has no way to escape. */
const LOOKALIKES: Record<string, string> = { '*': '∗', _: 'ˍ', '~': '∼', '`': 'ˋ' };

/** A character at the edge of a word is what WhatsApp takes for formatting; inside of one (`ana_maria`) it stays. */
const EDGE = /(?<![\p{L}\p{N}])[*_~`]+|[*_~`]+(?![\p{L}\p{N}])/gu;

/** Text in which WhatsApp finds nothing to format. As long as before. */
export function escapeFormatting(text: string): string {
  return text.replaceAll(EDGE, (marks) => [...marks].map((mark) => LOOKALIKES[mark] ?? mark).join(''));
}
