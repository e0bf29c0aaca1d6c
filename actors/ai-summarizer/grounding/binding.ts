import type { SourceMovement } from '../sources/sources.ts';
import type { Event } from './events/event.ts';
import { takeDates } from './facts.ts';
import { INSTANCES, instancesOf } from './instances.ts';

/** Of what a sentence cites, what happened on one of its days and in one of its instances; all of it where it names none. */
export function boundTo(sentence: string, cited: readonly SourceMovement[]): readonly SourceMovement[] {
  const { dates, rest } = takeDates(sentence);
  const graus = instancesOf(rest).flatMap((one) => INSTANCES[one] ?? []);
  return cited.filter(
    ({ date, grau }) =>
      (dates.length === 0 || dates.some((day) => fitsDay(date, day))) &&
      (graus.length === 0 || graus.includes(grau)),
  );
}

/** `-03-05` is a day of any year, `2024-03` any of its days. */
export function fitsDay(day: string, date: string): boolean {
  return date.startsWith('-') ? day.endsWith(date) : day.startsWith(date);
}

const BEFORE = /\bantes d[aeo]s?\b/;
const AFTER = /\b(depois d[aeo]s?|apos( [ao]s?)?)\b/;
const THEN = /(,| e) (em seguida|posteriormente|depois(?! d))\b/;

/**
 * Events of a folded sentence in a wrong order: which of two it puts first, though no cited movement of it is so early. Events that
 * nothing shows are doubted elsewhere.
 */
export function disordered(
  sentence: string,
  {
    eventsOf,
    cited,
    shownBy,
  }: {
    eventsOf: (text: string) => readonly Event[];
    /** In the order in which they happened. */
    cited: readonly SourceMovement[];
    shownBy: (event: Event) => readonly SourceMovement[];
  },
): [Event, Event] | undefined {
  const [first, second] = sidesOf(sentence) ?? [];
  if (first === undefined || second === undefined) return undefined;
  const places = (event: Event) => shownBy(event).map((movement) => cited.indexOf(movement));
  for (const one of eventsOf(first))
    for (const other of eventsOf(second)) {
      const [early, late] = [places(one), places(other)];
      if (early.length > 0 && late.length > 0 && Math.min(...early) >= Math.max(...late) && one !== other)
        return [one, other];
    }
  return undefined;
}

/** What a sentence says to have come first, and what after it. */
function sidesOf(sentence: string): [string, string] | undefined {
  const then = THEN.exec(sentence);
  if (then) return [sentence.slice(0, then.index), sentence.slice(then.index + then[0].length)];
  const before = split(sentence, BEFORE);
  if (before) return before;
  const after = split(sentence, AFTER);
  return after && [after[1], after[0]];
}

/** `A antes de B` and `antes de B, A`, as A and B. */
function split(sentence: string, word: RegExp): [string, string] | undefined {
  const found = word.exec(sentence);
  if (!found) return undefined;
  const [left, right] = [sentence.slice(0, found.index), sentence.slice(found.index + found[0].length)];
  if (left.trim() !== '') return [left, right];
  const comma = right.indexOf(',');
  return comma < 0 ? undefined : [right.slice(comma), right.slice(0, comma)];
}
