import type { CourtMovement } from '../../contracts/court-document.ts';
import type { KnownEntry } from './history.ts';

/**
 * One difference between what was known and what the court now says. `silent` changes belong to the history and tell
 * nobody: they are part of a first import or of a rewrite of the record.
 */
export type Change = Detected | Corrected | Withdrawn | Restored;

export interface Detected {
  type: 'detected';
  /** `new`: dated at or after the last one known. `late`: dated before it. `backfill`: was there before the firm watched. */
  origin: 'new' | 'late' | 'backfill';
  silent: boolean;
  entry: KnownEntry;
  movement: CourtMovement;
}

export interface Corrected {
  type: 'corrected';
  /** What the court changed. */
  what: 'date' | 'complements' | 'date_and_complements' | 'code';
  silent: boolean;
  before: KnownEntry;
  /** Carries the id of `before`. */
  entry: KnownEntry;
  movement: CourtMovement;
}

export interface Withdrawn {
  type: 'withdrawn';
  silent: boolean;
  entry: KnownEntry;
}

export interface Restored {
  type: 'restored';
  silent: boolean;
  entry: KnownEntry;
  movement: CourtMovement;
}
