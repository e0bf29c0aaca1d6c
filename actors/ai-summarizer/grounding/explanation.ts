import { eventsTold } from './claims.ts';
import { courtsOf } from './courts.ts';
import { fold, numbersOf, takeDates } from './facts.ts';
import { namesOf } from './names.ts';

/** What a person typed and an explanation may rest on: no movement is its proof. */
export interface Typed {
  kind: 'document' | 'term';
  text: string;
}

const LAW = /\bart(igos?|s?\.)\s|§|\bsumulas?\b|\blei (n|complementar|federal)\b/g;

/**
 * Why an explanation by a model is doubted: it names a number, a day, a court, an article or somebody that what was typed does
 * not, or a result that the document does not speak of. A document may be hostile, and ask for just that.
 */
export function explanationDoubts(text: string, typed: Typed): string[] {
  const { dates, rest } = takeDates(text);
  const read = takeDates(typed.text);
  const folded = fold(typed.text);
  const words = new Set(folded.split(/[^\p{L}\d]+/u));
  const absent = (facts: readonly string[], there: readonly string[]) =>
    [...new Set(facts)].filter((fact) => !there.includes(fact));
  const results = typed.kind === 'document' ? absent(eventNamesIn(text), eventNamesIn(typed.text)) : [];
  return [
    ...absent(dates, read.dates).map((day) => `a data ${day} não está no que foi pedido`),
    ...absent(numbersOf(rest), numbersOf(read.rest)).map((n) => `o número ${n} não está no que foi pedido`),
    ...absent(courtsOf(text), courtsOf(typed.text)).map(
      (court) => `o juízo ${court} não está no que foi pedido`,
    ),
    ...absent(fold(text).match(LAW) ?? [], folded.match(LAW) ?? []).map(
      (law) => `cita ${law.trim()} sem que esteja no que foi pedido`,
    ),
    ...namesOf(rest)
      .filter((name) => !words.has(name))
      .map((name) => `o nome ${name} não está no que foi pedido`),
    ...results.map((name) => `fala de ${name}, de que o documento não fala`),
  ];
}

function eventNamesIn(text: string): string[] {
  return eventsTold(text).map(({ name }) => name);
}
