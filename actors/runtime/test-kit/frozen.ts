/**
 * Freezes a value all through, so that a handler that changes its state in place fails in its test. Not done in a worker:
 * freezing long arrays takes longer than everything else.
 */
export function frozen<T>(value: T): T {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value;
  Object.freeze(value);
  for (const part of Object.values(value)) frozen(part);
  return value;
}
