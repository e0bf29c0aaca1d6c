import type {
  DailyHours,
  DigestScope,
  Language,
  PersonChannel,
  Preferences,
} from '../../actors/contracts/people.ts';

/** A person as their firm sees them. */
export interface Person {
  id: string;
  userId: string | null;
  name: string;
  email: string | null;
  role: string;
  oabNumbers: string[];
  language: Language;
  timeZone: string;
  workingHours: DailyHours | null;
  quietHours: DailyHours | null;
  /** HH:MM */
  summaryHour: string;
  summaryDay: number;
  digestBy: DigestScope;
  digestMinutes: number;
  preferences: Preferences;
  sealedChannels: PersonChannel[];
  mutedUntil: Date | null;
  createdAt: Date;
  updatedAt: Date;
  version: number;
}

/** The columns of `Person`, of a table called p. */
export const PERSON_COLUMNS = `p.id, p.user_id as "userId", p.name, p.email, p.role, p.oab_numbers as "oabNumbers", p.language,
  p.time_zone as "timeZone", p.working_hours as "workingHours", p.quiet_hours as "quietHours", p.summary_hour as "summaryHour",
  p.summary_day as "summaryDay", p.digest_by as "digestBy", p.digest_minutes as "digestMinutes", p.preferences,
  p.sealed_channels as "sealedChannels", p.muted_until as "mutedUntil", p.created_at as "createdAt",
  p.updated_at as "updatedAt", p.version`;

/** What may be given and changed. Undefined leaves it as it is, or as it usually is. */
export interface PersonFields {
  userId?: string | null;
  name?: string;
  email?: string | null;
  oabNumbers?: string[];
  language?: Language;
  timeZone?: string;
  workingHours?: DailyHours | null;
  quietHours?: DailyHours | null;
  summaryHour?: string;
  summaryDay?: number;
  digestBy?: DigestScope;
  digestMinutes?: number;
  preferences?: Preferences;
  sealedChannels?: PersonChannel[];
  mutedUntil?: string | null;
}

/** Column of each field. */
export const PERSON_FIELDS: Record<keyof PersonFields, { column: string; json?: true }> = {
  userId: { column: 'user_id' },
  name: { column: 'name' },
  email: { column: 'email' },
  oabNumbers: { column: 'oab_numbers' },
  language: { column: 'language' },
  timeZone: { column: 'time_zone' },
  workingHours: { column: 'working_hours', json: true },
  quietHours: { column: 'quiet_hours', json: true },
  summaryHour: { column: 'summary_hour' },
  summaryDay: { column: 'summary_day' },
  digestBy: { column: 'digest_by' },
  digestMinutes: { column: 'digest_minutes' },
  preferences: { column: 'preferences', json: true },
  sealedChannels: { column: 'sealed_channels' },
  mutedUntil: { column: 'muted_until' },
};

/** Columns and values of the fields that were given. */
export function givenFields(fields: PersonFields): { column: string; value: unknown }[] {
  return (Object.keys(PERSON_FIELDS) as (keyof PersonFields)[]).flatMap((name) => {
    const value = fields[name];
    if (value === undefined) return [];
    const { column, json } = PERSON_FIELDS[name];
    return [{ column, value: json && value !== null ? JSON.stringify(value) : value }];
  });
}
