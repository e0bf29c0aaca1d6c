import type { Term } from './term.ts';

/** A term in one text: `Citação: ato que … (CPC, art. 238).` */
export function explain({ term, meaning, sources }: Term): string {
  return `${term}: ${meaning} (${sources.join('; ')})`;
}
