import { PLAIN } from '../engine/local/plain-phrases.ts';
import type { SourceMovement } from '../sources/sources.ts';
import { boundTo, disordered } from './binding.ts';
import { type Event, shows } from './events/event.ts';
import { JUDGMENTS } from './events/judgments.ts';
import { RELIEFS } from './events/relief.ts';
import { STEPS } from './events/steps.ts';
import { fold } from './facts.ts';
import { asserts, isDenied, isOnlyPossible } from './mood.ts';
import { isRelated, stemOf } from './stem.ts';

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
  const shownIn = (event: Event, movements: readonly SourceMovement[]) =>
    movements.filter((m) => shows(event, m, described.get(m) ?? fold(m.description)));
  const told: { event: Event; sentence: string }[] = [];
  for (const { event, before, words, after } of mentions(folded)) {
    if (isDenied(before)) {
      const isContrary = cited.some(({ code }) => event.contrary?.includes(code));
      if (shownIn(event, all).length > 0 && !isContrary)
        doubts.push(`nega ${event.name}, que consta do processo`);
    } else if (!isOnlyPossible(before, words, after) && (!isNext || asserts(before, words, after))) {
      if (shownIn(event, cited).length > 0) told.push({ event, sentence: sentenceAt(folded, before.length) });
      else doubts.push(`afirma ${event.name}, que os movimentos citados não mostram`);
    }
  }
  if (!isNext)
    doubts.push(
      ...misplaced(
        told,
        all.filter((m) => cited.includes(m)),
        shownIn,
      ),
    );
  return [...new Set(doubts)];
}

/** Events that are shown, but on another day, in another grau or in another order than their sentence says. */
function misplaced(
  told: readonly { event: Event; sentence: string }[],
  cited: readonly SourceMovement[],
  shownIn: (event: Event, movements: readonly SourceMovement[]) => SourceMovement[],
): string[] {
  const shownBy = (event: Event) => shownIn(event, cited);
  return [...Map.groupBy(told, ({ sentence }) => sentence)].flatMap(([sentence, group]) => {
    const sharp = group.filter(({ event }) => isSharp(event));
    const judged = (sharp.length > 0 ? sharp : group).map(({ event }) => event);
    // One day may stand beside several events: it is enough that it is the day of one of them, or of a movement told by its name.
    const told = judged.flatMap(shownBy);
    const spoken = new Set(told.flatMap(({ description }) => stemsIn(description)));
    const others = cited.filter((m) => isNamed(m, sentence, spoken));
    const isBound = boundTo(sentence, [...told, ...others]).length > 0;
    const names = judged.map(({ name }) => name).join(', ');
    const wrong = disordered(sentence, { eventsOf: eventsTold, cited, shownBy });
    return [
      ...(isBound ? [] : [`põe em outro dia ou grau que o seu: ${names}`]),
      ...(wrong ? [`põe ${wrong[0].name} antes de ${wrong[1].name}`] : []),
    ];
  });
}

/** An event that few movements show: `sentença` and `precatório` are on many days of a case. */
function isSharp({ codes, groups, described }: Event): boolean {
  return codes !== undefined || described !== undefined || groups?.length === 1;
}

/** Told by the first word of its name, which is in the name of none of those that events show. */
function isNamed({ description }: SourceMovement, sentence: string, spoken: ReadonlySet<string>): boolean {
  const [first] = stemsIn(description);
  return (
    first !== undefined && !spoken.has(first) && stemsIn(sentence).some((other) => isRelated(first, other))
  );
}

function stemsIn(text: string): string[] {
  return (fold(text).match(/\p{L}{5,}/gu) ?? []).map(stemOf);
}

/** A stop within a date ends no sentence. */
const STOP = /[.;:](?:\s|$)/;

function sentenceAt(folded: string, place: number): string {
  return `${folded.slice(0, place).split(STOP).at(-1) ?? ''}${folded.slice(place).split(STOP)[0] ?? ''}`;
}

/** The events that a text speaks of, whatever it says of them. */
export function eventsTold(text: string): Event[] {
  return [...mentions(fold(text), [EVENTS])].map(({ event }) => event);
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
