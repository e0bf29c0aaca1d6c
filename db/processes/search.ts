/** What a person typed into the search of cases, split for the database. */
export interface ProcessSearch {
  /** For websearch_to_tsquery; null when only numbers were typed. */
  words: string | null;
  /** Runs of digits, each to be found inside a case number (or as a word of the text, such as a year). */
  numbers: string[];
}

/**
 * Splits `ação 0000832-35.2018` into words and parts of case numbers: a term of digits and mask characters with at least
 * three digits is part of a number; its mask is dropped, because numbers are stored bare.
 */
export function parseSearch(q: string): ProcessSearch {
  const terms = q.normalize('NFC').replaceAll('\0', ' ').trim().split(/\s+/);
  const isNumber = (term: string) => /^[\d./-]+$/.test(term) && term.replace(/\D/g, '').length >= 3;
  const words = terms.filter((term) => !isNumber(term)).join(' ');
  return {
    words: words === '' ? null : words,
    numbers: terms.filter(isNumber).map((term) => term.replace(/\D/g, '')),
  };
}
