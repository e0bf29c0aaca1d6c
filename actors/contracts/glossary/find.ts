import { GLOSSARY } from './glossary.ts';
import { foldTerm, type Term } from './term.ts';

const BY_NAME: ReadonlyMap<string, Term> = new Map(
  GLOSSARY.flatMap((entry) =>
    [entry.term, ...entry.aliases].map((name): [string, Term] => [foldTerm(name), entry]),
  ),
);

/** The entry of a term or one of its other names, however it is written: accents, case and plural do not matter. */
export function findTerm(name: string): Term | undefined {
  const folded = foldTerm(name);
  return BY_NAME.get(folded) ?? BY_NAME.get(singular(folded));
}

/** `embargos` has no singular, so the name itself is looked for first. */
function singular(folded: string): string {
  return folded
    .split(' ')
    .map((word) =>
      word
        .replace(/oes$/, 'ao')
        .replace(/(?<=[aeiou])is$/, 'l')
        .replace(/(?<=\w{3})s$/, ''),
    )
    .join(' ');
}

/** Entries that a text leads to, the best first: the name, a beginning of it, a word of it, then a word of the meaning. */
export function searchTerms(query: string, limit: number): Term[] {
  const wanted = foldTerm(query);
  if (wanted === '') return [];
  const ranked = GLOSSARY.map((entry) => ({ entry, rank: rankOf(entry, wanted) })).filter(
    ({ rank }) => rank < 9,
  );
  ranked.sort((a, b) => a.rank - b.rank || (a.entry.slug < b.entry.slug ? -1 : 1));
  return ranked.slice(0, limit).map(({ entry }) => entry);
}

function rankOf(entry: Term, wanted: string): number {
  const names = [entry.term, ...entry.aliases].map(foldTerm);
  if (names.includes(wanted)) return 0;
  if (names.some((name) => name.startsWith(wanted))) return 1;
  if (names.some((name) => ` ${name}`.includes(` ${wanted}`))) return 2;
  const words = wanted.split(' ').filter((word) => word.length > 2);
  if (words.length > 0 && words.every((word) => names.some((name) => name.includes(word)))) return 3;
  return foldTerm(entry.meaning).includes(wanted) ? 4 : 9;
}
