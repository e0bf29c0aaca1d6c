import type { DailyHours, DigestScope, Language, PersonChannel, Preferences } from '../contracts/people.ts';

/** What decisions ask of a person. */
export interface PersonFacts {
  id: string;
  language: Language;
  timeZone: string;
  workingHours: DailyHours | null;
  quietHours: DailyHours | null;
  summaryHour: string;
  summaryDay: number;
  digestBy: DigestScope;
  digestMinutes: number;
  preferences: Preferences;
  sealedChannels: readonly PersonChannel[];
  mutedUntil: Date | null;
}

/** Why a channel cannot be used; undefined when it can. */
export type Unreachable = 'no-link' | 'no-connection';

/** The lane's memory of what it has sent: what digests and storms are measured by. Times are Unix milliseconds. */
export interface PersonState {
  /** `channel|scope` -> when the window of that digest closes. */
  windows: Record<string, number>;
  /** Messages on a channel since the beginning of its present stretch. */
  bursts: Record<string, { since: number; count: number }>;
}

export const CALM: PersonState = { windows: {}, bursts: {} };

/** A new person, of whom nothing is known but that they are told. */
export const USUAL_PERSON: PersonFacts = {
  id: '',
  language: 'pt-BR',
  timeZone: 'America/Sao_Paulo',
  workingHours: null,
  quietHours: null,
  summaryHour: '08:00',
  summaryDay: 1,
  digestBy: 'case',
  digestMinutes: 30,
  preferences: {},
  sealedChannels: [],
  mutedUntil: null,
};
