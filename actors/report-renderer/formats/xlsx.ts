import { unzipSync, zipSync } from 'fflate';
import { writeXlsx } from 'hucre/xlsx';
import type { Cell, Column, ReportDocument, Table } from '../document.ts';
import type { Snapshot } from '../snapshot/snapshot.ts';

/** A spreadsheet with a sheet for each table. The same snapshot gives the same bytes. */
export async function renderXlsx(snapshot: Snapshot, document: ReportDocument): Promise<Uint8Array> {
  const taken = new Date(snapshot.takenAt);
  const about: Table = {
    name: 'Sobre',
    columns: [{ heading: 'Sobre este relatório', kind: 'text', width: 110 }],
    rows: [document.title, document.subtitle, snapshot.firm.name, ...document.statements].map((line) => [
      line,
    ]),
  };
  const bytes = await writeXlsx({
    properties: {
      title: document.title,
      creator: snapshot.firm.name,
      company: snapshot.firm.name,
      created: taken,
      modified: taken,
    },
    sheets: [...document.sheets, about].map(sheetOf),
  });
  return withoutClock(bytes);
}

function sheetOf({ name, columns, rows }: Table) {
  return {
    name: sheetName(name),
    columns: columns.map((column) => ({
      width: column.width,
      ...(FORMATS[column.kind] ? { numFmt: FORMATS[column.kind] } : {}),
    })),
    rows: [columns.map((column) => column.heading), ...rows.map((row) => row.map(spreadsheetValue))],
    rowDefs: new Map([[0, { height: 20 }]]),
    cells: new Map(columns.map((column, i) => [`0,${i}`, { value: column.heading, style: HEAD }] as const)),
    freezePane: { rows: 1 },
    autoFilter: { range: `A1:${letters(columns.length)}${rows.length + 1}` },
  };
}

const HEAD = { font: { bold: true } };
const FORMATS: Partial<Record<Column['kind'], string>> = {
  moment: 'dd/mm/yyyy hh:mm',
  second: 'dd/mm/yyyy hh:mm:ss',
  number: '#,##0',
  money: '#,##0.00##',
};

/** Characters that a cell may have; a file with more is told to be broken. */
const MAX_CELL = 32_767;
const CUT = '… [cortado: o texto inteiro está em CSV e JSON]';

/** A date in a spreadsheet has no zone: it is given the clock of Brasília. */
function spreadsheetValue(cell: Cell): string | number | Date | null {
  if (typeof cell === 'string' && cell.length > MAX_CELL)
    return `${cell.slice(0, MAX_CELL - CUT.length).replace(/[\uD800-\uDBFF]$/, '')}${CUT}`;
  return cell instanceof Date ? new Date(cell.getTime() + brasiliaOffset(cell)) : cell;
}

const LOCAL = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'America/Sao_Paulo',
  dateStyle: 'short',
  timeStyle: 'medium',
});

function brasiliaOffset(at: Date): number {
  const whole = Math.floor(at.getTime() / 1_000) * 1_000;
  return Date.parse(`${LOCAL.format(at).replace(' ', 'T')}Z`) - whole;
}

function sheetName(name: string): string {
  return name.replace(/[\\/?*[\]:]/g, ' ').slice(0, 31);
}

function letters(columns: number): string {
  return columns <= 26 ? String.fromCharCode(64 + columns) : `A${String.fromCharCode(64 + columns - 26)}`;
}

// The library dates the files in the archive by the clock.
function withoutClock(archive: Uint8Array): Uint8Array {
  return zipSync(unzipSync(archive), { mtime: '1980-01-02T00:00:00' });
}
