import { sqlState } from '../../db/pool.ts';
import { Problem } from '../problems/problem.ts';
import type { NewPerson, PersonPatch } from './schemas.ts';

/** @throws Problem invalid-body, critical-cannot-be-muted */
export function requirePerson({ timeZone, preferences }: NewPerson | PersonPatch): void {
  if (timeZone !== undefined && !isTimeZone(timeZone)) {
    const message = 'There is no such time zone.';
    const fix = 'Send an IANA name, such as America/Sao_Paulo.';
    throw new Problem('invalid-body', { errors: [{ location: 'body.timeZone', message, fix }] });
  }
  const errors = Object.entries(preferences ?? {}).flatMap(([channel, classes]) => {
    if (classes?.critical === undefined || classes.critical === 'instant') return [];
    const message = 'What is critical is always told at once.';
    return [{ location: `body.preferences.${channel}.critical`, message, fix: 'Leave it out.' }];
  });
  if (errors.length > 0) throw new Problem('critical-cannot-be-muted', { errors });
}

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    // RangeError is the answer to a yes-or-no question.
    return false;
  }
}

/** Runs `work`; a second person with one address or user is the caller's to mend. @throws Problem person-exists */
export async function uniquely<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const { constraint } = error as { constraint?: string };
    if (sqlState(error) !== '23505') throw error;
    if (constraint !== 'people_email' && constraint !== 'people_user') throw error;
    const location = constraint === 'people_email' ? 'body.email' : 'body.userId';
    const message = 'Somebody of the firm has it already.';
    const fix = 'Find them with GET /v1/people and change them instead.';
    throw new Problem('person-exists', { errors: [{ location, message, fix }], cause: error });
  }
}
