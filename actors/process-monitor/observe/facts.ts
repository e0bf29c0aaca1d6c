import type { CourtDocument, CourtMovement } from '../../contracts/court-document.ts';
import type { InstanceFact, MovementFact, Origin } from '../../contracts/events.ts';
import { classifyMovement } from '../classify/classify.ts';
import { describeMovement } from '../classify/describe.ts';
import { entryOf, identityOf } from '../timeline/fingerprint.ts';
import type { KnownEntry } from '../timeline/history.ts';

/** A movement as an event tells it: with what it means to a lawyer. */
export function movementFact(
  document: CourtDocument,
  movement: CourtMovement,
  entry: KnownEntry,
  origin: Origin,
): MovementFact {
  const { importance, group } = classifyMovement(movement);
  if (!entry.id) throw new Error(`the entry ${entry.fp} has no id`);
  return {
    id: entry.id,
    alias: document.alias,
    tribunal: document.tribunal,
    grau: document.grau,
    code: movement.code,
    name: movement.name,
    description: describeMovement(movement),
    occurredAt: movement.occurredAt,
    complements: movement.complements,
    unitName: movement.unit?.name ?? document.unit?.name ?? null,
    importance,
    group,
    origin,
    ...(entry.twin ? { twin: entry.twin } : {}),
  };
}

/** The entry that remembers a movement, back from what an event tells of it. */
export function entryOfFact(fact: MovementFact): KnownEntry {
  const movement = {
    code: fact.code,
    name: fact.name,
    occurredAt: fact.occurredAt,
    complements: fact.complements,
    unit: null,
  };
  return entryOf(movement, identityOf(movement), fact.twin ?? 0, fact.id);
}

/** The header of a grau as an event tells it. */
export function instanceFact(document: CourtDocument, closed: boolean): InstanceFact {
  const { alias, tribunal, grau, system, format, unit, subjects, filedAt, secrecy } = document;
  return {
    alias,
    tribunal,
    grau,
    class: document.class,
    system,
    format,
    unit,
    subjects,
    filedAt,
    secrecy,
    closed,
  };
}

/**
 * Which fields of a header say something else than before. Names, the unit's spelling and the system's name follow the
 * court's pipeline and say nothing: only codes and dates count.
 */
export function changedFields(before: InstanceFact, after: InstanceFact): string[] {
  const codes = (fact: InstanceFact) =>
    fact.subjects
      .map((s) => s.code)
      .sort((a, b) => a - b)
      .join(',');
  const changed: string[] = [];
  if (before.class?.code !== after.class?.code && after.class) changed.push('class');
  if (before.unit?.code !== after.unit?.code && after.unit?.code) changed.push('unit');
  if (codes(before) !== codes(after) && after.subjects.length > 0) changed.push('subjects');
  if (before.filedAt !== after.filedAt && after.filedAt) changed.push('filedAt');
  if (before.secrecy !== after.secrecy) changed.push('secrecy');
  if (before.closed !== after.closed) changed.push('closed');
  return changed;
}
