import { Problem, type ProblemDetail } from '../problems/problem.ts';

/**
 * Refuses a parameter that is given twice, of which one would silently be dropped, and any parameter where the route takes
 * none. @throws Problem invalid-parameter naming it
 */
export function refuseQuery(request: Request, takesQuery: boolean): void {
  const start = request.url.indexOf('?');
  if (start === -1) return;
  const seen = new Set<string>();
  const errors = new Map<string, ProblemDetail>();
  for (const name of new URLSearchParams(request.url.slice(start)).keys()) {
    const location = `query.${shown(name)}`;
    if (!takesQuery)
      errors.set(name, { location, message: 'There is no such parameter.', fix: 'Leave it out.' });
    else if (seen.has(name))
      errors.set(name, { location, message: 'It is given twice.', fix: 'Give each parameter once.' });
    seen.add(name);
  }
  if (errors.size > 0) throw new Problem('invalid-parameter', { errors: [...errors.values()].slice(0, 20) });
}

// A name is the caller's to choose, and a place in a problem is no place for all of it.
function shown(name: string): string {
  return name.slice(0, 60).toWellFormed();
}
