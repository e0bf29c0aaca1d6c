import { PLAIN } from '../engine/local/plain-phrases.ts';
import { isMovement, type Source, type SourceMovement, type Sources, wordsOf } from '../sources/sources.ts';
import { eventsTold } from './claims.ts';
import { stateWordsOf } from './courts.ts';
import { fold } from './facts.ts';
import { isOffRecord, isOnlyPossible } from './mood.ts';
import { namesOf } from './names.ts';
import { NEUTRAL, SAID_OF } from './neutral-words.ts';
import { isRelated, stemOf } from './stem.ts';

/** The side that asks, in words of every day, and words that join. */
const SAYS_NOTHING =
  /\b(quem (pediu|entrou( com a acao)?|ajuizou( a acao)?|propos( a acao)?)|(em|por) (essa )?razao d[aeo]s?|por (essa|esta) razao)\b/g;

/**
 * Words of a sentence that what it cites does not bear out: nothing that is not in the name of a movement, in our own words for
 * its code, in the words of an event that its code shows, or in the header of its grau may be told of it. Whoever reads of a car
 * that was seized or a witness who was heard reads what no movement says.
 *
 * Left out are words of a clause that only says what may happen, and what is said not to be on record; names, days, numbers and
 * courts, which are looked at for themselves.
 */
export function unknownWords(text: string, cited: readonly Source[], { headers }: Sources): string[] {
  const folded = fold(text).replace(SAYS_NOTHING, (words) => ' '.repeat(words.length));
  const names = new Set(namesOf(text));
  const stems = stemsOf(cited, headers);
  // Every stem in the pattern of an event is a word for it; whether it is shown, claims.ts says.
  const patterns = eventsTold(text).flatMap(
    ({ says }) => says.source.replace(/\\[bwds]/g, ' ').match(/[a-z]{4,}/g) ?? [],
  );
  const unknown = [...folded.matchAll(/\p{L}+/gu)].filter(({ 0: word, index }) => {
    if (word.length <= 3 || NEUTRAL.has(word) || names.has(word)) return false;
    if (stems.some((stem) => isRelated(stem, stemOf(word)))) return false;
    if (patterns.some((stem) => word.startsWith(stem))) return false;
    return !isExcused(folded, index, word);
  });
  return [...new Set(unknown.map(([word]) => word))];
}

function isExcused(folded: string, index: number, word: string): boolean {
  const before = folded.slice(0, index);
  const after = folded.slice(index + word.length);
  return isOnlyPossible(before, word, after) || isOffRecord(before, word, after);
}

/** Stems of everything that the cited sources say, and the headers of their graus. */
function stemsOf(cited: readonly Source[], headers: Sources['headers']): string[] {
  const graus = new Set(cited.map(({ grau }) => grau));
  const places = headers.filter(({ grau }) => graus.has(grau));
  const texts = [
    ...[...cited, ...places].flatMap((one) => [wordsOf(one), ...stateWordsOf(one.tribunal)]),
    ...cited.flatMap((one) => (isMovement(one) ? ourWordsFor(one) : [SAID_OF.distribution ?? ''])),
  ];
  const words = new Set(fold(texts.join(' ')).match(/\p{L}{4,}/gu) ?? []);
  return [...words].filter((word) => !NEUTRAL.has(word)).map(stemOf);
}

function ourWordsFor({ code, group, withheld }: SourceMovement): string[] {
  if (withheld) return ['andamento texto retirado'];
  return [PLAIN[code] ?? '', SAID_OF[group] ?? ''];
}
