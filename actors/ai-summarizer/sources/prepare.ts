import type { StoredHeader, StoredMovement, StoredSources } from '../../../db/ai/sources.ts';
import { courtByAlias } from '../../contracts/courts.ts';
import { clean } from './clean.ts';
import { speaksToAMachine } from './hostile.ts';
import type { SourceHeader, SourceMovement, Sources } from './sources.ts';

/** The newest movements of a case that are read for an answer. */
export const MOST_MOVEMENTS = 400;

const NAME = 160;
const COMPLEMENT = 100;

const DAY = new Intl.DateTimeFormat('en-CA', { timeZone: 'America/Sao_Paulo', dateStyle: 'short' });

/** The day on which something happened in Brasília, `2024-03-05`. */
export function brasiliaDay(instant: string): string {
  return DAY.format(new Date(instant));
}

/**
 * Sources as prompts and sentences know them. They carry nothing of the firm (label, tags, its ids in a prompt), so that the
 * same public case gives every firm the same prompt.
 */
export function prepareSources(stored: Omit<StoredSources, 'process'>): Sources {
  const movements = stored.movements.toSorted(inTime);
  return {
    headers: stored.headers.map(headerOf),
    movements: movements.map(movementOf),
    omitted: Math.max(0, stored.total - stored.movements.length),
  };
}

/** Equal instants by content: ids differ between firms, and the order must not. */
function inTime(a: StoredMovement, b: StoredMovement): number {
  return (
    order(Date.parse(a.occurredAt), Date.parse(b.occurredAt)) ||
    order(a.alias, b.alias) ||
    order(a.grau, b.grau) ||
    a.code - b.code ||
    order(JSON.stringify(a.complements), JSON.stringify(b.complements)) ||
    order(a.name, b.name)
  );
}

function order<T extends string | number>(a: T, b: T): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function headerOf(header: StoredHeader, place: number): SourceHeader {
  const kept = (text: string | null) => (text && !speaksToAMachine(text) ? clean(text, NAME) : null);
  return {
    ref: `h${place + 1}`,
    tribunal: clean(header.tribunal, 12),
    grau: clean(header.grau, 8),
    className: kept(header.className),
    subjects: header.subjects.flatMap((subject) => kept(subject) ?? []).slice(0, 8),
    unit: kept(header.unit),
    filedOn: header.filedAt && brasiliaDay(header.filedAt),
    closed: header.closed,
  };
}

function movementOf(movement: StoredMovement, place: number): SourceMovement {
  const complements = movement.complements.map((complement) => complement.name).filter(Boolean);
  const free = [movement.name, movement.description, movement.unit ?? '', ...complements];
  // Parts that each pass may speak together.
  const withheld = [...free, free.join(' ')].some(speaksToAMachine);
  return {
    ref: `m${place + 1}`,
    id: movement.id,
    tribunal: courtByAlias(movement.alias)?.tribunal ?? movement.alias.toUpperCase(),
    grau: clean(movement.grau, 8),
    code: movement.code,
    description: withheld ? '' : clean(movement.description, NAME),
    name: withheld ? '' : clean(movement.name, NAME),
    complements: withheld ? [] : complements.map((text) => clean(text, COMPLEMENT)).slice(0, 8),
    unit: withheld || !movement.unit ? null : clean(movement.unit, NAME),
    date: brasiliaDay(movement.occurredAt),
    importance: movement.importance,
    group: movement.group,
    withheld,
  };
}
