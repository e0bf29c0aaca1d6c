import { ValidationError } from 'elysia';
import { MailboxFull } from '../../actors/runtime/errors.ts';
import { VersionConflict } from '../../db/events/append.ts';
import { isUnavailable, sqlState } from '../../db/pool.ts';
import { Problem } from '../problems/problem.ts';
import { validationProblem } from './validation.ts';

/** The problem that an error below a route is to its caller. `internal` is the only one that is a defect of ours. */
export function problemOf(error: unknown, request: Request): Problem {
  const known = find(error);
  if (known instanceof Problem) return known;
  if (known instanceof ValidationError) return validationProblem(known, request);
  if (known instanceof MailboxFull)
    return new Problem('too-much-waiting', { retryAfterSeconds: known.retryAfterSeconds, cause: error });
  if (known instanceof VersionConflict) return new Problem('conflict', { cause: error });
  if (isUnavailable(error)) return new Problem('unavailable', { retryAfterSeconds: 5, cause: error });
  const state = sqlState(error);
  // A value that fits its schema but not its column: the caller's to mend, and ours to describe better.
  if (state?.startsWith('22')) return new Problem('malformed-request', { cause: error });
  // Serialization failure and deadlock: nothing was kept.
  if (state === '40001' || state === '40P01')
    return new Problem('conflict', { retryAfterSeconds: 1, cause: error });
  return new Problem('internal', { cause: error });
}

// Elysia wraps what a parser throws.
function find(error: unknown): unknown {
  for (let e = error, depth = 0; e instanceof Error && depth < 5; e = e.cause as unknown, depth++) {
    if (
      e instanceof Problem ||
      e instanceof ValidationError ||
      e instanceof MailboxFull ||
      e instanceof VersionConflict
    )
      return e;
  }
  return undefined;
}
