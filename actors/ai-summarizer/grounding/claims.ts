import { PLAIN } from '../engine/local/plain-phrases.ts';
import type { SourceMovement } from '../sources/sources.ts';
import { type Event, shows } from './events/event.ts';
import { JUDGMENTS } from './events/judgments.ts';
import { RELIEFS } from './events/relief.ts';
import { STEPS } from './events/steps.ts';
import { fold } from './facts.ts';
import { asserts, isDenied, isOnlyPossible } from './mood.ts';

/** Promises of a result, which no lawyer may make (OAB, Provimento 205/2021) and no movement can prove. */
const PROMISE =
  /\b((vai|vao|ira|irao|deve|devera|deverao) (ser (condenad|absolvid|solt)\w+|ganhar|vencer|perder|receber|conceder|negar)|ganhara|vencera|garantid[oa]|garante|com certeza|certamente|sem duvida|inevitavel|resultado certo)\b/;

/** Phrases that are true of so many movements that they assert none of them. */
const VAGUE = new Set([193, 11009, 11010, 11383, 12163, 12164]);

/** The words in which the rules tell of a movement prove nothing of any other: `o juiz aceitou o pedido`. */
const PHRASES: readonly Event[] = [...phrases()]
  .map(([phrase, codes]) => ({ name: `“${phrase}”`, says: new RegExp(`\\b${phrase}\\b`), codes }))
  .sort((a, b) => b.name.length - a.name.length);

function phrases(): Map<string, number[]> {
  const byPhrase = new Map<string, number[]>();
  for (const [code, words] of Object.entries(PLAIN)) {
    if (VAGUE.has(Number(code))) continue;
    const phrase = fold(words.replace(/[(:].*$/, ''));
    // A longer phrase may say the same and more: `o relator decidiu sozinho: o recurso não foi provido`.
    const codes = Object.entries(PLAIN).flatMap(([other, more]) =>
      fold(more).includes(phrase) ? Number(other) : [],
    );
    byPhrase.set(phrase, [...codes, Number(code)]);
  }
  return byPhrase;
}

/**
 * Why the events that a sentence asserts are not shown by what it cites; empty when they are. In Portuguese. `isNext`: the
 * sentence tells what usually follows, from the whole case, and asserts only where a verb of it does.
 */
export function doubtfulClaims(
  text: string,
  cited: readonly SourceMovement[],
  all: readonly SourceMovement[],
  { isNext = false } = {},
): string[] {
  const folded = fold(text);
  const doubts: string[] = PROMISE.test(folded) ? ['promete um resultado'] : [];
  const described = new Map(all.map((movement) => [movement, fold(movement.description)]));
  const isShown = (event: Event, movements: readonly SourceMovement[]) =>
    movements.some((m) => shows(event, m, described.get(m) ?? fold(m.description)));
  for (const { event, before, words, after } of mentions(folded)) {
    if (isDenied(before)) {
      const isContrary = cited.some(({ code }) => event.contrary?.includes(code));
      if (isShown(event, all) && !isContrary) doubts.push(`nega ${event.name}, que consta do processo`);
    } else if (!isOnlyPossible(before, words, after) && (!isNext || asserts(before, words, after))) {
      if (!isShown(event, cited)) doubts.push(`afirma ${event.name}, que os movimentos citados não mostram`);
    }
  }
  return [...new Set(doubts)];
}

/** Names of the events that a text speaks of, whatever it says of them. */
export function eventsIn(text: string): string[] {
  return [...mentions(fold(text), [EVENTS])].map(({ event }) => event.name);
}

const EVENTS: readonly Event[] = [...RELIEFS, ...JUDGMENTS, ...STEPS];

interface Mention {
  event: Event;
  before: string;
  words: string;
  after: string;
}

/** Every place at which a folded text speaks of an event. What one event has found is blank for those after it. */
function* mentions(
  folded: string,
  lists: readonly (readonly Event[])[] = [PHRASES, EVENTS],
): Generator<Mention> {
  for (const events of lists) {
    let left = folded;
    for (const event of events)
      for (let found = event.says.exec(left); found; found = event.says.exec(left)) {
        const [words] = found;
        const [before, after] = [left.slice(0, found.index), left.slice(found.index + words.length)];
        left = `${before}${'_'.repeat(words.length)}${after}`;
        yield { event, before, words, after };
      }
  }
}
