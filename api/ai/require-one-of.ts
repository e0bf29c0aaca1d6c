import { Problem } from '../problems/problem.ts';

/** @throws Problem invalid-body unless exactly one of the fields is given */
export function requireOneOf(body: object, fields: readonly string[]): void {
  const given = fields.filter((field) => (body as Record<string, unknown>)[field] !== undefined);
  if (given.length === 1) return;
  const message = given.length === 0 ? 'It is missing.' : 'It cannot be sent together with the other.';
  const errors = (given.length === 0 ? fields : given).map((field) => ({
    location: `body.${field}`,
    message,
    fix: `Send one of ${fields.join(' and ')}.`,
  }));
  throw new Problem('invalid-body', { errors });
}
