import { afterAll, beforeAll, describe, expect, test } from 'bun:test';
import { parse } from 'csv-parse/sync';
import { readXlsx } from 'hucre/xlsx';
import { REPORT_FORMATS, REPORT_KINDS } from '../../contracts/reports.ts';
import { findChromium } from '../browser/find-chromium.ts';
import { type BrowserPool, createBrowserPool } from '../browser/pool.ts';
import { composeDocument } from '../kinds/compose.ts';
import { ReportRefused } from '../refused.ts';
import { canonicalJson, snapshotId } from '../snapshot/canonical.ts';
import type { Snapshot } from '../snapshot/snapshot.ts';
import { sampleSnapshot } from '../templates/sample.ts';
import { renderFormat } from './render.ts';

let pool: BrowserPool;
beforeAll(() => {
  pool = createBrowserPool({
    executable: () => findChromium(process.env.CHROMIUM_BIN),
    pages: 2,
    timeoutMs: 60_000,
  });
});
afterAll(() => pool.close());

const signal = new AbortController().signal;
const make = (snapshot: Snapshot, format: (typeof REPORT_FORMATS)[number], through = pool) =>
  renderFormat(snapshot, snapshotId(canonicalJson(snapshot)), format, through, signal);
const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
const PIXEL =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==';

describe.each([...REPORT_KINDS])('%s', (kind) => {
  test('the same snapshot gives the same bytes in every format, in another browser too', async () => {
    const snapshot = sampleSnapshot(kind);
    const stored = JSON.parse(canonicalJson(snapshot));
    const other = createBrowserPool({ executable: () => findChromium(process.env.CHROMIUM_BIN), pages: 1 });
    try {
      for (const format of REPORT_FORMATS) {
        const [first, second] = [await make(snapshot, format), await make(stored, format, other)];
        expect(`${format} ${Bun.hash(first)}`).toBe(`${format} ${Bun.hash(second)}`);
      }
    } finally {
      await other.close();
    }
  }, 180_000);

  test('every statement and heading is in the HTML, masked and in Portuguese', async () => {
    const snapshot = sampleSnapshot(kind);
    const html = text(await make(snapshot, 'html'));
    const { sections, statements } = composeDocument(snapshot);
    for (const words of [...sections.map((s) => s.heading), ...statements]) expect(html).toContain(words);
    expect(html).toContain('lang="pt-BR"');
    expect(html).not.toMatch(/(?<![\w/+=])\d{20}(?!\d)/);
    expect(html).not.toMatch(/undefined|NaN|Invalid Date|\[object/);
    expect(html).not.toMatch(/src="http|url\(http/);
  });

  test('the spreadsheet can be read back, row for row', async () => {
    const snapshot = sampleSnapshot(kind);
    const { sheets } = composeDocument(snapshot);
    const workbook = await readXlsx(await make(snapshot, 'xlsx'));
    expect(workbook.sheets.map((sheet) => sheet.name)).toEqual([...sheets.map((s) => s.name), 'Sobre']);
    expect(workbook.sheets[0]?.rows).toHaveLength((sheets[0]?.rows.length ?? 0) + 1);
    const lines: string[][] = parse(text(await make(snapshot, 'csv')), { delimiter: ';', bom: true });
    expect(lines).toHaveLength((sheets[0]?.rows.length ?? 0) + 1);
  });
});

test('a moment is the clock of Brasília in a cell too', async () => {
  const workbook = await readXlsx(await make(sampleSnapshot('dossier'), 'xlsx'));
  const [, newest] = workbook.sheets[0]?.rows ?? [];
  expect(newest?.[0]).toEqual(new Date('2026-11-23T17:02:58.000Z'));
  const [, line] = text(await make(sampleSnapshot('dossier'), 'csv')).split('\r\n');
  expect(line).toStartWith('"23/11/2026 17:02";');
});

test('what a court or a firm wrote is text, in every format', async () => {
  const snapshot = sampleSnapshot('dossier');
  if (snapshot.content.kind !== 'dossier') throw new Error('not a dossier');
  const [first] = snapshot.content.movements;
  if (!first) throw new Error('no movements');
  first.description = '=HYPERLINK("http://x")<script>alert(1)</script>;"\n';
  snapshot.content.case.label = '<img src=x onerror=alert(1)> "; } body{display:none}';
  snapshot.firm.name = '"; } body{display:none} /* </style><script>';
  const html = text(await make(snapshot, 'html'));
  expect(html).not.toMatch(/<script|<img/);
  expect(html.match(/<\/style>/g)).toHaveLength(1);
  expect(/@bottom-left\{content:"([^"]*)"/.exec(html)?.[1]).not.toMatch(/[{}<>\\;]/);
  expect(text(await make(snapshot, 'csv'))).toContain(`"'=HYPERLINK(""http://x"")`);
  const cell = (await readXlsx(await make(snapshot, 'xlsx'))).sheets[0]?.rows[1]?.[1];
  expect(cell).toStartWith('=HYPERLINK');
});

test('a comma begins no formula in a spreadsheet that expects commas', async () => {
  const snapshot = sampleSnapshot('dossier');
  if (snapshot.content.kind !== 'dossier') throw new Error('not a dossier');
  const [first] = snapshot.content.movements;
  if (!first) throw new Error('no movements');
  first.description = 'Silva,=1+1,@x,-2';
  const csv = text(await make(snapshot, 'csv'));
  for (const line of csv.trim().replace('\ufeff', '').split('\r\n')) expect(line).toMatch(/^"(.*";")*.*"$/);
  const cells: string[][] = parse(csv, {
    delimiter: ',',
    bom: true,
    relax_quotes: true,
    relax_column_count: true,
  });
  expect(cells.flat().filter((cell) => /^[=+\-@]/.test(cell))).toEqual([]);
});

test('a text that is too long for a cell is cut in a spreadsheet, which says where the whole is', async () => {
  const snapshot = sampleSnapshot('dossier');
  if (snapshot.content.kind !== 'dossier') throw new Error('not a dossier');
  const [first] = snapshot.content.movements;
  if (!first) throw new Error('no movements');
  first.description = 'é'.repeat(40_000);
  const cell = (await readXlsx(await make(snapshot, 'xlsx'))).sheets[0]?.rows[1]?.[1];
  expect(cell).toHaveLength(32_767);
  expect(cell).toEndWith('está em CSV e JSON]');
  expect(text(await make(snapshot, 'csv'))).toContain(first.description);
});

test('more rows than anybody reads are refused in a document, with what to do, and fit a spreadsheet', async () => {
  const snapshot = sampleSnapshot('movements', { rows: 5_001 });
  const refused = await make(snapshot, 'html').catch((error) => error);
  expect(refused).toBeInstanceOf(ReportRefused);
  expect(refused.fix).toContain('XLSX');
  expect(text(await make(snapshot, 'csv')).split('\r\n')).toHaveLength(5_003);
}, 60_000);

test('a record of checks calls itself no certificate, and its hashes no summaries', async () => {
  const { title, sections, statements } = composeDocument(sampleSnapshot('checks'));
  expect(title).toBe('Relatório de consultas');
  const words = JSON.stringify([sections, statements]).replace('Não é certidão expedida', '');
  expect(words).not.toMatch(/certid|certific|resumo/i);
});

test('a print has its typefaces and its pictures, though its page was never shown on a screen', async () => {
  const logo = `data:image/png;base64,${PIXEL}`;
  const snapshot = sampleSnapshot('dossier');
  snapshot.branding.logo = logo;
  // Letters and objects of a PDF are Latin 1.
  const pdf = Buffer.from(await make(snapshot, 'pdf')).toString('latin1');
  expect(pdf.match(/\/Type \/Page\b/g)?.length).toBeGreaterThan(1);
  expect(pdf).toContain('/Subtype /Image');
  for (const typeface of ['SourceSans3', 'SourceSerif4']) expect(pdf).toContain(typeface);
  // No other: whatever is missing at the print would be in one of the machine's.
  expect(pdf.match(/\/FontName \/(?!\w+\+Source)\S+/g)).toBeNull();
});

test('the page of a report is shown in a browser', async () => {
  expect(text(await make(sampleSnapshot('dossier'), 'html'))).not.toContain('body{display:none}');
});

test('nothing to tell is said, not left out', async () => {
  const snapshot = sampleSnapshot('movements', { rows: 0 });
  const html = text(await make(snapshot, 'html'));
  expect(html).toContain('Nenhuma movimentação no período.');
  expect(html).toContain('Fonte: DataJud, Conselho Nacional de Justiça');
});
