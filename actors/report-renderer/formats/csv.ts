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
  if (typeof cell === 'number') return String(cell);
  // What begins like a formula would be run by a spreadsheet, also where that takes a comma or a tab for the end of a cell.
  // A code is ours, and is what it is to the letter: its hash is worked out from it.
  const text = column?.kind === 'code' ? cell : cell.replace(/([,\t])(?=[=+\-@])/g, '$1 ');
  return /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
}

// Always: a comma in a cell is then no end of it for most that expect commas.
function quote(value: string): string {
  return `"${value.replaceAll('"', '""')}"`;
}
