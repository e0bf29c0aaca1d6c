import type { ReportFormat } from '../../contracts/reports.ts';
import type { BrowserPool } from '../browser/pool.ts';
import { composeDocument } from '../kinds/compose.ts';
import { canonicalJson } from '../snapshot/canonical.ts';
import type { Snapshot } from '../snapshot/snapshot.ts';
import { renderCsv } from './csv.ts';
import { renderHtml } from './html.ts';
import { stablePdf } from './stable-pdf.ts';
import { renderXlsx } from './xlsx.ts';

/** A snapshot in one format. The same snapshot gives the same bytes, as long as the engines stay. @throws ReportRefused */
export async function renderFormat(
  snapshot: Snapshot,
  id: string,
  format: ReportFormat,
  pool: BrowserPool,
  signal: AbortSignal,
): Promise<Uint8Array> {
  const encode = (text: string) => new TextEncoder().encode(text);
  if (format === 'json') return encode(canonicalJson(snapshot));
  const document = composeDocument(snapshot);
  switch (format) {
    case 'csv':
      return encode(renderCsv(document));
    case 'xlsx':
      return renderXlsx(snapshot, document);
    case 'html':
      return encode(await renderHtml(snapshot, document, id, 'screen'));
    case 'pdf': {
      const pdf = await pool.print(await renderHtml(snapshot, document, id, 'paper'), signal);
      return stablePdf(pdf, new Date(snapshot.takenAt));
    }
  }
}
