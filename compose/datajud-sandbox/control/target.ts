import type { CaseStore } from '../data/case-store.ts';
import { type CourtRecord, sourceOf } from '../wire.ts';
import { ControlError, invalid } from './errors.ts';

/** What lists and answers say about one document. */
export interface DocumentSummary {
  court: string;
  number: string;
  grau: string;
  /** `_id` */
  id: string;
  pipeline: 'old' | 'new';
  /** null where the document has no list at all. */
  movements: number | null;
  nivelSigilo: unknown;
  dataHoraUltimaAtualizacao: string;
  '@timestamp': string;
}

export function summaryOf(record: CourtRecord): DocumentSummary {
  const source = sourceOf(record);
  return {
    court: record.alias,
    number: record.number,
    grau: record.grau,
    id: record.id,
    pipeline: record.pipeline,
    movements: source.movimentos?.length ?? null,
    nivelSigilo: source.nivelSigilo,
    dataHoraUltimaAtualizacao: source.dataHoraUltimaAtualizacao,
    '@timestamp': source['@timestamp'],
  };
}

export interface Target {
  number: string;
  court?: string;
  grau?: string;
}

/** The 20 digits of a number written with or without its mask. @throws ControlError 400 */
export function digitsOf(number: string): string {
  const digits = number.replace(/[.\-\s]/g, '');
  if (/^\d{20}$/.test(digits)) return digits;
  throw invalid(
    '/number',
    `"${number}" is not a case number.`,
    'Give 20 digits, with or without the mask NNNNNNN-DD.AAAA.J.TR.OOOO.',
  );
}

/** Every document of the number as the courts have it now. @throws ControlError 404 where there is none */
export function findAll(store: CaseStore, target: Target): CourtRecord[] {
  const number = digitsOf(target.number);
  if (target.court !== undefined) courtOrFail(store, target.court);
  const found = store
    .courts()
    .filter((court) => target.court === undefined || court.alias === target.court)
    .flatMap((court) => court.current(number))
    .filter((record) => target.grau === undefined || record.grau === target.grau);
  if (found.length > 0) return found;
  const where = [target.court, target.grau].filter((part) => part !== undefined).join(', ');
  throw new ControlError(404, `The sandbox has no case ${number}${where ? ` (${where})` : ''}.`, [
    {
      location: '/number',
      message: 'No such case.',
      fix: 'List the cases with GET /_sandbox/cases, or create it with POST /_sandbox/cases.',
    },
  ]);
}

/** The one document meant. @throws ControlError 409 where the number has several and the target does not choose */
export function findOne(store: CaseStore, target: Target): CourtRecord {
  const [first, ...others] = findAll(store, target);
  if (first && others.length === 0) return first;
  const names = [first, ...others].map((record) => `court ${record?.alias} grau ${record?.grau}`).join('; ');
  throw new ControlError(409, `The number has several documents: ${names}.`, [
    {
      location: '/grau',
      message: 'Which document is not said.',
      fix: 'Give `grau`, and `court` where two courts have the number.',
    },
  ]);
}

export function courtOrFail(store: CaseStore, alias: string) {
  const court = store.court(alias);
  if (court) return court;
  throw invalid(
    '/court',
    `DataJud has no index for the court "${alias}".`,
    'Use an alias such as tjsp, trf4 or tre-dft; GET /_sandbox/courts lists them.',
  );
}
