import type { Cell, Column, ReportDocument } from '../document.ts';
import { moment, second } from '../words/times.ts';

/** The first sheet as CSV as a spreadsheet in Brazil opens it: UTF-8 with byte order mark, semicolons. */
export function renderCsv({ sheets: [sheet] }: ReportDocument): string {
  if (!sheet) throw new Error('a report has a sheet at least');
  const lines = sheet.rows.map((row) => row.map((cell, i) => quote(text(cell, sheet.columns[i]))));
  const head = sheet.columns.map((column) => quote(column.heading));
  return `\ufeff${[head, ...lines].map((cells) => `${cells.join(';')}\r\n`).join('')}`;
}

function text(cell: Cell, column: Column | undefined): string {
  if (cell === null) return '';
  if (cell instanceof Date) return column?.kind === 'second' ? second(cell) : moment(cell);
  // What begins like a formula would be run by a spreadsheet.
  return typeof cell === 'string' && /^[=+\-@\t\r]/.test(cell) ? `'${cell}` : String(cell);
}

function quote(value: string): string {
  return /[";\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
}
