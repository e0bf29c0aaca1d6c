/** One thing to correct in a control request. */
export interface ControlProblem {
  location: string;
  message: string;
  fix: string;
}

/** A control request that cannot be done: the HTTP status it deserves, and what to fix. */
export class ControlError extends Error {
  override name = 'ControlError';
  constructor(
    readonly status: 400 | 404 | 405 | 409 | 413 | 415,
    message: string,
    readonly problems: ControlProblem[] = [],
  ) {
    super(message);
  }
}

export function invalid(location: string, message: string, fix: string): ControlError {
  return new ControlError(400, message, [{ location, message, fix }]);
}
