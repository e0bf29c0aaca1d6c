import type { Importance } from '../../contracts/events.ts';

const RANK: Record<Importance, number> = { low: 0, medium: 1, high: 2, critical: 3 };

/** What an endpoint wants to hear. An absent or empty list filters nothing; different filters must all hold. */
export interface EndpointFilters {
  /** Exact (`movement.detected`) or a whole branch (`movement.*`). */
  eventTypes?: readonly string[];
  processIds?: readonly string[];
  /** Court acronyms or aliases in any case: `TJSP`, `tjsp`. */
  tribunals?: readonly string[];
  /** The least importance of interest. Events that have none pass: they are no movements. */
  minImportance?: Importance;
  /** Any of these. */
  tags?: readonly string[];
}

/** The facts of an event that filters look at. */
export interface FilterableEvent {
  type: string;
  processId?: string | null;
  tribunal?: string | null;
  importance?: Importance | null;
  tags?: readonly string[];
}

/**
 * Does the event pass all filters of the endpoint? An event about no process does not pass a filter by process,
 * tribunal or tag: who asked for a part asked for no more.
 */
export function matches(event: FilterableEvent, filters: EndpointFilters): boolean {
  return (
    passes(filters.eventTypes, (pattern) => matchesType(event.type, pattern)) &&
    passes(filters.processIds, (id) => id === event.processId) &&
    passes(filters.tribunals, (tribunal) => tribunal.toLowerCase() === event.tribunal?.toLowerCase()) &&
    passes(filters.tags, (tag) => event.tags?.includes(tag) === true) &&
    isImportant(event.importance, filters.minImportance)
  );
}

/** Can an event type match this pattern: dotted lower-case words, `.*` at the end only, or `*` alone. */
export function isTypePattern(pattern: string): boolean {
  return pattern === '*' || /^[a-z][a-z0-9_-]*(\.[a-z][a-z0-9_-]*)*(\.\*)?$/.test(pattern);
}

function matchesType(type: string, pattern: string): boolean {
  if (pattern === '*') return true;
  return pattern.endsWith('.*') ? type.startsWith(pattern.slice(0, -1)) : type === pattern;
}

function passes(wanted: readonly string[] | undefined, test: (value: string) => boolean): boolean {
  return !wanted || wanted.length === 0 || wanted.some(test);
}

function isImportant(importance: Importance | null | undefined, least: Importance | undefined): boolean {
  if (!least || !importance) return true;
  return RANK[importance] >= RANK[least];
}
