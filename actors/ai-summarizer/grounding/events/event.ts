import type { SourceMovement } from '../../sources/sources.ts';

/** Something that a sentence may assert, and what shows it: the code of a movement, never words that a court typed. */
export interface Event {
  /** In Portuguese, for who reads the doubt. */
  name: string;
  /** On folded text, every place of it. */
  says: RegExp;
  codes?: readonly number[];
  groups?: readonly string[];
  /** Of these groups only what our own table describes so (folded): a hearing's state is in its complement. */
  described?: RegExp;
  /** Codes that show the contrary: a movement of theirs allows to deny it. */
  contrary?: readonly number[];
}

export function shows(
  { codes, groups, described }: Event,
  movement: SourceMovement,
  folded: string,
): boolean {
  if (codes?.includes(movement.code)) return true;
  return (groups?.includes(movement.group) ?? false) && (described?.test(folded) ?? true);
}
