/** An instant as the API shows it (ISO 8601, UTC, milliseconds), from any ISO 8601 text with an offset. */
export function iso(text: string): string {
  // As Postgres writes it into JSON; a list of cases has hundreds of them.
  if (text.endsWith('+00:00')) {
    const length = text.length - 6;
    const local = text.slice(0, length);
    if (length === 23) return `${local}Z`;
    if (length === 19) return `${local}.000Z`;
    if (length > 19 && length < 23) return `${local.padEnd(23, '0')}Z`;
  }
  return new Date(text).toISOString();
}

export function isoOrNull(text: string | null): string | null {
  return text === null ? null : iso(text);
}
