import { parseCnjNumber } from '../../contracts/cnj-number.ts';
import type { CourtDocument } from '../../contracts/court-document.ts';
import { courtByAlias } from '../../contracts/courts.ts';
import { type BrasiliaClock, createBrasiliaClock } from './brasilia-time.ts';
import { type ReadDate, readCourtDate, readServerDate } from './court-date.ts';
import { courtText } from './court-text.ts';
import { isObject, type Raw, readCodedName, readInteger, readList, readUnit } from './fields.ts';
import { readMovements } from './movements.ts';
import { createWarningList, type ParseWarning, type WarningList } from './warnings.ts';

export type ParsedHit =
  | { ok: true; document: CourtDocument; warnings: ParseWarning[] }
  | {
      ok: false;
      reason: 'no_source' | 'number_missing' | 'number_unreadable' | 'tribunal_missing';
      message: string;
    };

/** A grau that the court did not say (`não declarado`). */
export const UNDECLARED_GRAU = 'ND';

/**
 * Makes the parser of DataJud `_search` hits. Keep one for a while: it remembers the time zone's changes of each year.
 *
 * The parser takes a hit as it came and the alias of the index that was asked. It never throws: an odd field becomes null
 * or is left out, with a warning. Only a hit without a case number or a court is refused. Wire format: datajud-wiki.cnj.jus.br,
 * and both of CNJ's ingestion pipelines as seen in real answers.
 */
export function createHitParser(clock: BrasiliaClock = createBrasiliaClock()) {
  return (hit: unknown, alias: string): ParsedHit => parseHit(hit, alias, clock);
}

function parseHit(hit: unknown, alias: string, clock: BrasiliaClock): ParsedHit {
  const source = isObject(hit) ? hit._source : undefined;
  if (!isObject(hit) || !isObject(source)) return refuse('no_source', 'the hit has no _source object');

  const warnings = createWarningList();
  const number = readNumber(source.numeroProcesso, warnings);
  if (number === null) return refuse('number_missing', 'the _source has no numeroProcesso');
  if (number === undefined) {
    return refuse(
      'number_unreadable',
      `numeroProcesso is not a CNJ number: ${courtText(source.numeroProcesso)}`,
    );
  }
  const tribunal = readTribunal(source.tribunal, alias, warnings);
  if (!tribunal)
    return refuse('tribunal_missing', `the _source has no tribunal, and ${alias} is no known index`);

  const { movements, complete } = readMovements(source.movimentos, clock, warnings);
  const document: CourtDocument = {
    alias,
    number,
    grau: readGrau(source, hit, warnings),
    tribunal,
    class: readCodedName(source.classe, 'classe', warnings),
    system: readCodedName(source.sistema, 'sistema', warnings),
    format: readCodedName(source.formato, 'formato', warnings),
    unit: readMainUnit(source.orgaoJulgador),
    subjects: readSubjects(source.assuntos, warnings),
    filedAt: date(readCourtDate(source.dataAjuizamento, clock), source, 'dataAjuizamento', warnings),
    secrecy: readSecrecy(source.nivelSigilo, warnings),
    sourceUpdatedAt: date(
      readServerDate(source.dataHoraUltimaAtualizacao),
      source,
      'dataHoraUltimaAtualizacao',
      warnings,
    ),
    indexedAt: date(readServerDate(source['@timestamp']), source, '@timestamp', warnings),
    movements,
    movementsComplete: complete,
  };
  return { ok: true, document, warnings: warnings.list };
}

/** 20 digits; null when absent; undefined when it is no number. A court's own number is kept even with wrong check digits. */
function readNumber(value: unknown, warnings: WarningList): string | null | undefined {
  const text = courtText(value);
  if (text === '') return null;
  const parsed = parseCnjNumber(text);
  if (parsed.ok) return parsed.number.digits;
  if (!/^\d{20}$/.test(text)) return undefined;
  warnings.add('numeroProcesso', 'wrong_check_digits', text);
  return text;
}

function readTribunal(value: unknown, alias: string, warnings: WarningList): string | null {
  const written = typeof value === 'string' ? courtText(value).toUpperCase() : '';
  if (written) return written;
  warnings.add('tribunal', 'missing', value);
  return courtByAlias(alias)?.tribunal ?? null;
}

/** `TJSP_G1_1053…` and, before 2025, `TRF1_436_JE_16403_0000…`: the id names the grau when the field does not. */
function readGrau(source: Raw, hit: Raw, warnings: WarningList): string {
  const written = typeof source.grau === 'string' ? courtText(source.grau).toUpperCase() : '';
  if (written) return written;
  warnings.add('grau', 'missing', source.grau);
  const id = courtText(source.id ?? hit._id);
  return /^[^_]+_(?:\d+_)?([A-Za-z][A-Za-z0-9]*)_/.exec(id)?.[1]?.toUpperCase() ?? UNDECLARED_GRAU;
}

function readMainUnit(value: unknown): CourtDocument['unit'] {
  const unit = readUnit(value);
  const municipality = isObject(value) ? readInteger(value.codigoMunicipioIBGE) : null;
  return unit ? { ...unit, municipality } : null;
}

function readSubjects(value: unknown, warnings: WarningList): CourtDocument['subjects'] {
  const list = readList(value, 'assuntos', warnings) ?? [];
  return list.flatMap((entry, i) => readCodedName(entry, `assuntos[${i}]`, warnings) ?? []);
}

/** What cannot be read is taken for sealed: the mistake must not show a sealed case. */
function readSecrecy(value: unknown, warnings: WarningList): number {
  if (value === null || value === undefined) return 0;
  const level = readInteger(value);
  if (level !== null && level >= 0) return level;
  warnings.add('nivelSigilo', 'unreadable_code', value);
  return 1;
}

function date(read: ReadDate, source: Raw, field: string, warnings: WarningList): string | null {
  if (read === undefined) warnings.add(field, 'unreadable_date', source[field]);
  return read ?? null;
}

function refuse(reason: Extract<ParsedHit, { ok: false }>['reason'], message: string): ParsedHit {
  return { ok: false, reason, message };
}
