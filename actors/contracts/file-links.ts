/** A stored file under the name that a browser saves it as. */
export interface LinkedFile {
  key: string;
  fileName: string;
}

/**
 * A URL that anybody can read a file under until a moment. It leads to the API, which reads from whichever store there is: where
 * that is, and whether it can be reached from outside, is nobody's business.
 */
export type FileLink = (file: LinkedFile, until: Date) => string;

/** How long a link may be good for: so many seconds, and never longer than what it leads to is kept. */
export function linkEnd(now: Date, seconds: number, keptUntil: Date): Date {
  return new Date(Math.min(now.getTime() + seconds * 1_000, keptUntil.getTime()));
}
