import type { CourtMovement } from '../../contracts/court-document.ts';
import { complementKey, wallClock } from '../../contracts/movement-identity.ts';
import type { KnownEntry } from './history.ts';

/**
 * What makes two movements of one instance the same: code, wall clock and complements. Names, units, key order and ids
 * change with the court's pipeline and are no part of it.
 */
export function identityOf(movement: CourtMovement): string {
  return `${movement.code}|${wallClock(movement.occurredAt)}|${complementKey(movement.complements)}`;
}

/** The identity of a remembered movement, to meet that of an incoming one. */
export function identityOfEntry(entry: KnownEntry): string {
  return entry.twin ? entry.fp.slice(0, entry.fp.lastIndexOf('|')) : entry.fp;
}

/** Tells one of several twins of an identity from the others; the first bears the identity itself. */
export function fingerprint(identity: string, twin: number): string {
  return twin > 0 ? `${identity}|${twin}` : identity;
}

/** The entry that remembers a movement as the given twin. */
export function entryOf(movement: CourtMovement, identity: string, twin: number, id?: string): KnownEntry {
  const complements = complementKey(movement.complements);
  return {
    fp: fingerprint(identity, twin),
    ...(id ? { id } : {}),
    code: movement.code,
    at: movement.occurredAt,
    ...(complements ? { complements } : {}),
    ...(twin > 0 ? { twin } : {}),
  };
}
