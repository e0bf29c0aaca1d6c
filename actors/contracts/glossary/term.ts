/** A term of procedure in words that a client understands, with the article that it comes from. */
export interface Term {
  /** Part of an address: `transito-em-julgado`. */
  slug: string;
  /** `Trânsito em julgado` */
  term: string;
  /** Other names that lead here. */
  aliases: readonly string[];
  /** One to three sentences. */
  meaning: string;
  /** Where it is in the law: `CPC, art. 502`. */
  sources: readonly string[];
  area: Area;
}

export type Area =
  | 'geral'
  | 'cível'
  | 'recursos'
  | 'execução'
  | 'trabalhista'
  | 'criminal'
  | 'tributário'
  | 'juizados'
  | 'constitucional';

type Line = readonly [term: string, meaning: string, sources: string, aliases?: string];

/** Terms of one area; sources and aliases separated by semicolons. */
export function termsOf(area: Area, lines: readonly Line[]): Term[] {
  return lines.map(([term, meaning, sources, aliases = '']) => ({
    slug: slugOf(term),
    term,
    aliases: split(aliases),
    meaning,
    sources: split(sources),
    area,
  }));
}

function split(text: string): string[] {
  return text
    .split(';')
    .map((part) => part.trim())
    .filter(Boolean);
}

/** `transito-em-julgado` of `Trânsito em julgado`. */
export function slugOf(term: string): string {
  return foldTerm(term).replaceAll(' ', '-');
}

/** Lower case, without accents and punctuation. */
export function foldTerm(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, ' ')
    .trim();
}
