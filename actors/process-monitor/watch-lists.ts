import { parseCnjNumber } from '../contracts/cnj-number.ts';
import { courtCandidates } from '../contracts/court-candidates.ts';
import { datajudFetcher } from '../contracts/datajud-fetcher.ts';
import { courtTenant } from '../contracts/subjects.ts';
import { message, type OutgoingMessage } from '../runtime/message.ts';

export interface WatchedCase {
  number: string;
  processId: string;
}

/** The courts that may have a case: its own, and those that it may have gone up to. */
export function courtsOf(number: string): { primary: string[]; superior: string[] } {
  const parsed = parseCnjNumber(number);
  return parsed.ok ? courtCandidates(parsed.number) : { primary: [], superior: [] };
}

/** Messages that put cases on the lists of their courts, one per court and beat. */
export function watchMessages(
  tenant: string,
  cases: readonly WatchedCase[],
  urgent: boolean,
  cause: string,
): OutgoingMessage[] {
  const lists = new Map<string, { alias: string; beat: 'primary' | 'superior'; cases: WatchedCase[] }>();
  for (const one of cases) {
    const { primary, superior } = courtsOf(one.number);
    for (const alias of primary) list(alias, 'primary').cases.push(one);
    for (const alias of superior) list(alias, 'superior').cases.push(one);
  }
  return [...lists.values()].map(({ alias, beat, cases }) =>
    message(
      datajudFetcher,
      'watch',
      { tenant: courtTenant(alias) },
      { tenant, cases, beat, urgent: urgent && beat === 'primary' },
      { cause },
    ),
  );

  function list(alias: string, beat: 'primary' | 'superior') {
    const key = `${alias} ${beat}`;
    const found = lists.get(key) ?? { alias, beat, cases: [] };
    lists.set(key, found);
    return found;
  }
}

/** Messages that take cases off the lists of their courts. */
export function unwatchMessages(
  tenant: string,
  numbers: readonly string[],
  cause: string,
): OutgoingMessage[] {
  const perCourt = new Map<string, string[]>();
  for (const number of numbers) {
    const { primary, superior } = courtsOf(number);
    for (const alias of [...primary, ...superior])
      perCourt.set(alias, [...(perCourt.get(alias) ?? []), number]);
  }
  return [...perCourt].map(([alias, own]) =>
    message(datajudFetcher, 'unwatch', { tenant: courtTenant(alias) }, { tenant, numbers: own }, { cause }),
  );
}
