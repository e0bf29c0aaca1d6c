/** A live line about something that no message tells: what a worker did outside. Undefined for everything else. */
export function logLine(line: unknown): string | undefined {
  const { msg, mode, alias, numbers, outcome } = line as Partial<CourtAsked>;
  // Looks that fetch nothing are many, and say nothing new.
  if (msg !== 'court asked' || mode !== 'documents') return undefined;
  return `fetched    ${numbers} ${numbers === 1 ? 'case' : 'cases'} from ${alias?.toUpperCase()}: ${outcome}`;
}

/** As the DataJud fetcher logs a request. */
type CourtAsked = { msg: string; mode: string; alias: string; numbers: number; outcome: string };
