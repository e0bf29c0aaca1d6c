/** What is secret or personal by its looks, wherever it turns up, and what stands in its place. */
const LOOKS: [RegExp, string][] = [
  // API keys and refresh tokens; webhook secrets and private keys; access tokens.
  [/\b(lux|lrt)_[A-Za-z0-9_-]{16,}/g, '$1_…'],
  [/\b(whsec|whsk)_[A-Za-z0-9+/=_-]{8,}/g, '$1_…'],
  [/\beyJ[\w-]{5,}\.[\w-]+\.[\w-]*/g, '…'],
  [/\b(bearer|basic|apikey) +[^\s"',]+/gi, '$1 …'],
  [/\b([a-z][a-z0-9+.-]{0,30}:\/\/)[^\s/@"']+@/gi, '$1…@'],
  // No longer than SMTP lets them be: without an end, a long word is read again from each of its letters.
  [/[^\s@"'<>(){}[\],;:=]{1,254}@[^\s@"'<>(){}[\],;:=]{1,250}\.[a-z]{2,20}/gi, '…@…'],
];

/** A text for logs, errors and dead letters, without what looks like a secret or an e-mail address. */
export function redact(text: string): string {
  return LOOKS.reduce((rest, [looks, instead]) => rest.replaceAll(looks, instead), text);
}

/** Ids, numbers, dates and words of the program tell nothing about a person, and operators need them. */
const HARMLESS = /^(?:[a-z]{2,5}_[0-9a-hjkmnp-tv-z]{26}|[\d\s.:TZ+-]*|[a-z][a-z.-]*|[A-Z]{2,6}\d{0,2})$/;

/** An error's text without what firms and people wrote into `payload`: handlers may well repeat what they choke on. */
export function withoutTextsOf(payload: unknown, text: string): string {
  const found = new Set<string>();
  collect(payload, found);
  // The longest first: one may be a part of another.
  return [...found]
    .sort((a, b) => b.length - a.length)
    .reduce((rest, own) => rest.replaceAll(own, '…').replaceAll(JSON.stringify(own).slice(1, -1), '…'), text);
}

function collect(value: unknown, found: Set<string>): void {
  if (typeof value === 'string') {
    if (value.length > 2 && !HARMLESS.test(value)) found.add(value);
  } else if (value !== null && typeof value === 'object') {
    for (const [key, entry] of Object.entries(value)) {
      // Keys of a record may be what a firm named something; those of a message are words of the program.
      collect(key, found);
      collect(entry, found);
    }
  }
}
