/**
 * At most `length` UTF-16 units, ending in an ellipsis when something is missing. Never ends inside of what a person sees as one
 * character (surrogate pairs, joined emoji, accents).
 */
export function cut(text: string, length: number): string {
  if (text.length <= length) return text;
  if (length < 1) return '';
  let kept = '';
  for (const { segment } of new Intl.Segmenter('pt', { granularity: 'grapheme' }).segment(text)) {
    if (kept.length + segment.length + 1 > length) break;
    kept += segment;
  }
  return `${kept}…`;
}

/**
 * The longest beginning of `text` whose escaped form has at most `length` units, escaped. Because it is cut before it is escaped,
 * it never ends inside an entity.
 */
export function cutEscaped(text: string, length: number, toMarkup: (text: string) => string): string {
  const whole = toMarkup(text);
  if (whole.length <= length) return whole;
  let [fits, tooLong] = [0, Math.min(text.length, length) + 1];
  while (tooLong - fits > 1) {
    const middle = (fits + tooLong) >> 1;
    if (toMarkup(cut(text, middle)).length <= length) fits = middle;
    else tooLong = middle;
  }
  return toMarkup(cut(text, fits));
}
