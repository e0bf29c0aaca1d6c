import { type Info, parse } from 'csv-parse/sync';
import { Problem } from '../problems/problem.ts';
import { MAX_LINES } from './schemas.ts';

/** A line as it was sent, not looked at yet. */
export interface RawLine {
  /** From 1, as a person counts the lines of the file. */
  line: number;
  number: string;
  label: string | null;
  tags: string[];
}

interface Columns {
  number: number;
  label: number;
  tags: number;
}

const WITHOUT_HEADER: Columns = { number: 0, label: 1, tags: 2 };

const NAMES: Record<keyof Columns, RegExp> = {
  number: /^(n|no|num|numero|number|cnj|processo|process|autos)\b|\b(cnj|processo)$/,
  label: /^(label|rotulo|nome|name|titulo|apelido|cliente|descricao|partes?|pasta)\b/,
  tags: /^(tags?|etiquetas?|marcador(es)?|categorias?)\b/,
};

/**
 * Reads the lines of a CSV file as spreadsheets write them: separated by semicolon, tab or comma, quoted or not, with or
 * without a header, in any order of columns, with or without a byte order mark. Empty lines are passed over.
 * @throws Problem invalid-body when it is no CSV, is empty or has too many lines
 */
export function readCsv(text: string): RawLine[] {
  const rows = parseRows(text);
  const [first] = rows;
  const header = first && readHeader(first.record);
  const columns = header ?? WITHOUT_HEADER;
  const lines = (header ? rows.slice(1) : rows).map(
    ({ record, info }): RawLine => ({
      line: info.lines,
      number: record[columns.number] ?? '',
      label: record[columns.label] || null,
      tags: (record[columns.tags] ?? '').split(/[|,;]/).filter((tag) => tag.trim() !== ''),
    }),
  );
  if (lines.length === 0) throw refuse('The file has no lines.', 'Send one case number on each line.');
  if (lines.length > MAX_LINES) {
    throw refuse(
      `The file has ${lines.length} lines; ${MAX_LINES} are accepted.`,
      'Split it into several files.',
    );
  }
  return lines;
}

interface Row {
  record: string[];
  info: Info;
}

function parseRows(text: string): Row[] {
  try {
    return parse(text, {
      bom: true,
      delimiter: separatorOf(text),
      info: true,
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: true,
      skip_records_with_empty_values: true,
      trim: true,
    }) as unknown as Row[];
  } catch {
    // The parser's words are about its own settings; the only thing left to go wrong is a quote that never ends.
    throw refuse('A quoted field never ends.', 'Close every field that begins with a double quote.');
  }
}

/** Excel in Brazil writes semicolons, and a comma may then stand in a label. */
function separatorOf(text: string): string {
  const sample = text.slice(0, 20_000);
  return [';', '\t'].find((separator) => sample.includes(separator)) ?? ',';
}

/** Where the columns are; undefined when the first line is a case already. */
function readHeader(cells: readonly string[]): Columns | undefined {
  if (cells.some((cell) => cell.replace(/\D/g, '').length >= 10)) return undefined;
  const names = cells.map((cell) =>
    cell
      .normalize('NFD')
      .replace(/[\p{M}º°.]/gu, '')
      .toLowerCase()
      .trim(),
  );
  const find = (column: keyof Columns) => names.findIndex((name) => NAMES[column].test(name));
  const [number, label, tags] = [find('number'), find('label'), find('tags')];
  if (number === -1 && label === -1 && tags === -1) return undefined;
  return { number: Math.max(0, number), label, tags };
}

function refuse(message: string, fix: string): Problem {
  return new Problem('invalid-body', { errors: [{ location: 'body', message, fix }] });
}
