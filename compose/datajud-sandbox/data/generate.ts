import { checkDigits } from '../../../actors/contracts/cnj-number.ts';
import { type Court, courtByAlias } from '../../../actors/contracts/courts.ts';
import type { CourtRecord } from '../wire.ts';
import { branchOf, GRAU_PLANS } from './catalogue.ts';
import { documentOf } from './document.ts';
import { createRandom, seedOf } from './random.ts';

export interface GenerateOptions {
  /** Aliases such as `tjsp`; twenty courts of all branches by default. */
  courts?: readonly string[];
  /** Case numbers per court; a number has one document for each of its graus, about 1.3 on average. 50 by default. */
  casesPerCourt?: number;
  /** Exactly so many in each document that has a list; between 4 and 60 by default. */
  movementsPerCase?: number;
  seed?: number | string;
  /** Epoch milliseconds that no date of the data passes. `GENERATED_UNTIL` by default. */
  until?: number;
  /** Rate of the defects of real data: 1 as in the real indexes, 0 none. */
  oddities?: number;
}

/** Sunday 1 November 2026: the day the invented data ends. */
export const GENERATED_UNTIL = Date.UTC(2026, 10, 1);

export const DEFAULT_COURTS: readonly string[] = [
  'tjsp',
  'tjrj',
  'tjmg',
  'tjrs',
  'tjpr',
  'tjsc',
  'tjba',
  'tjpe',
  'tjdft',
  'tjgo',
  'trf1',
  'trf2',
  'trf3',
  'trf4',
  'trf6',
  'trt2',
  'trt3',
  'trt15',
  'tre-sp',
  'stj',
];

/**
 * Invents cases. Each depends only on the seed, its court and its place in it: more cases or other courts change
 * none of the others (but the numbers at the superior courts, which come from the courts below).
 *
 * @throws RangeError for a court DataJud has no index of
 */
export function generate(options: GenerateOptions = {}): CourtRecord[] {
  const aliases = options.courts ?? DEFAULT_COURTS;
  const seed = options.seed ?? 'direito-lux';
  const records: CourtRecord[] = [];
  for (const alias of aliases) {
    const court = courtOf(alias);
    const branch = branchOf(court);
    const below = branch === 'superior' ? courtsBelow(court, aliases) : [];
    for (let at = 0; at < (options.casesPerCourt ?? 50); at++) {
      const random = createRandom(seedOf(seed, alias, at));
      const origin = below[at % Math.max(below.length, 1)] ?? court;
      const number = numberOf(seed, origin, below.length > 0 ? Math.floor(at / below.length) : at);
      for (const grau of random.weighted(GRAU_PLANS[branch])) {
        records.push(
          documentOf({
            court,
            number,
            grau,
            seed: seedOf(seed, alias, at, grau),
            until: options.until ?? GENERATED_UNTIL,
            movements: options.movementsPerCase ?? null,
            oddities: options.oddities ?? 1,
          }),
        );
      }
    }
  }
  return records;
}

/** The first case numbers of a court, as `generate` gives them with the same seed. */
export function numberOf(seed: number | string, court: Court, at: number): string {
  const random = createRandom(seedOf(seed, court.alias, 'number', at));
  const year = String(
    random.weighted([
      [random.int(2009, 2016), 2],
      [random.int(2017, 2022), 4],
      [random.int(2023, 2026), 5],
    ]),
  );
  // 7919 is prime to a million, so no two cases of a court get the same sequence.
  const six = String((at * 7919 + seedOf(court.alias)) % 1_000_000).padStart(6, '0');
  const { segment, court: tr, origin } = placeOf(court, random.int(1, 600), random.chance(0.5));
  return numberFrom({ sequence: `${firstDigit(court)}${six}`, year, segment, court: tr, origin });
}

export function numberFrom(parts: Parameters<typeof checkDigits>[0]): string {
  return `${parts.sequence}${checkDigits(parts)}${parts.year}${parts.segment}${parts.court}${parts.origin}`;
}

export function courtOf(alias: string): Court {
  const court = courtByAlias(alias);
  if (!court)
    throw new RangeError(
      `DataJud has no index for the court "${alias}"; use an alias such as tjsp, trf4 or tre-dft`,
    );
  return court;
}

/** SAJ numbers begin with 1, eproc ones with 5, Pje ones with 0. */
function firstDigit(court: Court): string {
  if (court.alias === 'tjsp') return '1';
  return ['trf4', 'trf2', 'tjrs', 'tjsc'].includes(court.alias) ? '5' : '0';
}

/** Half of TRF6's cases began at TRF1's offices in Minas Gerais (38xx) and keep their 4.01 numbers. */
function placeOf(court: Court, unit: number, inherited: boolean) {
  if (court.alias === 'trf6' && inherited)
    return { segment: '4', court: '01', origin: `38${String(unit % 30).padStart(2, '0')}` };
  const origin =
    court.court === '00'
      ? '0000'
      : String(court.segment === '4' ? 7000 + (unit % 250) : unit).padStart(4, '0');
  return { segment: court.segment, court: court.court, origin };
}

/** Appeals keep their number, so a superior court's cases are found at the chosen courts below it too. */
function courtsBelow(court: Court, aliases: readonly string[]): Court[] {
  const segments: Record<string, string[]> = { stj: ['4', '8'], tst: ['5'], tse: ['6'], stm: [] };
  return aliases
    .map(courtOf)
    .filter((other) => other.court !== '00' && (segments[court.alias] ?? []).includes(other.segment));
}
