import type { Importance } from '../../contracts/events.ts';

/** A grau of the case, as a prompt and a sentence may cite it. */
export interface SourceHeader {
  /** `h1`, `h2` … */
  ref: string;
  tribunal: string;
  grau: string;
  className: string | null;
  subjects: string[];
  unit: string | null;
  /** `2024-03-05`, Brasília. */
  filedOn: string | null;
  closed: boolean;
}

/** A movement of the case, as a prompt and a sentence may cite it. */
export interface SourceMovement {
  /** `m1`, `m2` … in the order in which they happened. */
  ref: string;
  /** The firm's id; never part of a prompt. */
  id: string;
  tribunal: string;
  grau: string;
  code: number;
  /** What our own table says of the code and its complements; empty when the court's text was withheld. */
  description: string;
  /** The court's own words. */
  name: string;
  complements: string[];
  unit: string | null;
  /** `2024-03-05`, Brasília. */
  date: string;
  importance: Importance;
  group: string;
  /** Its free text reads like an instruction to a machine, and is not shown to one. */
  withheld: boolean;
}

/** Everything that may be said about a case, and nothing of the firm that asks. */
export interface Sources {
  headers: SourceHeader[];
  /** Oldest first. */
  movements: SourceMovement[];
  /** Older ones that were left out. */
  omitted: number;
}

/** What a sentence may cite under that name. */
export type Source = SourceHeader | SourceMovement;

export function isMovement(source: Source): source is SourceMovement {
  return 'code' in source;
}

/** All sources of a case by ref. */
export function byRef(sources: Sources): Map<string, Source> {
  return new Map<string, Source>([...sources.headers, ...sources.movements].map((s) => [s.ref, s]));
}

/** Everything that a source says, as one text: what a sentence that cites it is compared with. */
export function wordsOf(source: Source): string {
  if (isMovement(source)) {
    const free = source.withheld ? [] : [source.name, ...source.complements, source.unit ?? ''];
    return [source.date, source.tribunal, source.grau, source.description, ...free].join(' | ');
  }
  const { tribunal, grau, className, subjects, unit, filedOn } = source;
  return [tribunal, grau, className ?? '', ...subjects, unit ?? '', filedOn ?? ''].join(' | ');
}
