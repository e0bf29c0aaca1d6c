import { oneOf } from './conventions.ts';

export interface CsvStyle {
  /** As Excel in Brazil opens it with a double click: byte order mark and semicolons. */
  excel: boolean;
}

/** Spread into the query schema of what can be exported. */
export const csvQuery = {
  format: oneOf(
    ['json', 'csv'],
    'csv exports everything that fits the filters, not a page; Accept: text/csv does the same',
  ),
  excel: oneOf(['true', 'false'], 'CSV with byte order mark and semicolons, as Excel in Brazil expects it'),
};

/** Whether the caller wants CSV: by `?format=csv`, or by Accept when the query says nothing. */
export function wantsCsv(request: Request, format: string | undefined): boolean {
  if (format !== undefined) return format === 'csv';
  const accept = request.headers.get('accept') ?? '';
  return /\btext\/csv\b/i.test(accept) && !/\bapplication\/json\b/i.test(accept);
}

/**
 * A CSV file, written while it is read: `pages` are asked for one after the other, each when the one before is on its way.
 * What is wrong with the first is thrown, and becomes a problem. An error in the middle breaks the connection off, so that half
 * a file is never taken for a whole one.
 */
export async function csvResponse(
  fileName: string,
  header: readonly string[],
  pages: AsyncGenerator<readonly (readonly CsvCell[])[]>,
  style: CsvStyle,
): Promise<Response> {
  let next: IteratorResult<readonly (readonly CsvCell[])[]> | undefined = await pages.next();
  const encoder = new TextEncoder();
  const body = new ReadableStream<Uint8Array>(
    {
      start(controller) {
        controller.enqueue(encoder.encode((style.excel ? '\ufeff' : '') + csvLine(header, style)));
      },
      async pull(controller) {
        const { value, done } = next ?? (await pages.next());
        next = undefined;
        if (done) controller.close();
        else controller.enqueue(encoder.encode(value.map((cells) => csvLine(cells, style)).join('')));
      },
      async cancel() {
        await pages.return(undefined);
      },
    },
    { highWaterMark: 1 },
  );
  return new Response(body, {
    headers: {
      'content-type': 'text/csv; charset=utf-8; header=present',
      'content-disposition': `attachment; filename="${fileName}"`,
    },
  });
}

export type CsvCell = string | number | null;

/** One line by RFC 4180, with its line break. */
export function csvLine(cells: readonly CsvCell[], { excel }: CsvStyle): string {
  const separator = excel ? ';' : ',';
  return `${cells.map(quote).join(separator)}\r\n`;
}

function quote(cell: CsvCell): string {
  let text = cell === null ? '' : String(cell);
  // A spreadsheet would run it as a formula, and which file ends in one nobody can know: programs that want it bare read JSON.
  if (typeof cell === 'string' && /^[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]/.test(text)) text = `'${text}`;
  return /[",;\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

const BRASILIA = new Intl.DateTimeFormat('pt-BR', {
  timeZone: 'America/Sao_Paulo',
  dateStyle: 'short',
  timeStyle: 'medium',
});

/** `23/11/2026, 11:05:00` in Brasília time, for people. */
export function brasiliaTime(at: Date | null): string | null {
  return at && BRASILIA.format(at).replace(',', '');
}
