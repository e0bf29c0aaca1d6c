import { drawChart } from '../charts/draw.ts';
import type { Block, Cell, CitedSentence, Column, ReportDocument, Table } from '../document.ts';
import { ReportRefused } from '../refused.ts';
import type { Branding, Snapshot } from '../snapshot/snapshot.ts';
import { renderOwnSections } from '../templates/own-sections.ts';
import { hour, longMoment, moment, second } from '../words/times.ts';
import { escapeHtml } from './escape-html.ts';
import { fontFaces } from './fonts.ts';
import { type Medium, styleSheet } from './style.ts';

/** Rows that a document for reading holds: past them nobody reads, and a spreadsheet serves better. */
export const MAX_READ_ROWS = 5_000;

// Whatever a section brings along, a browser loads nothing and runs nothing.
const POLICY = "default-src 'none'; img-src data:; font-src data:; style-src 'unsafe-inline'";

/** A report as one HTML file that needs nothing from elsewhere; the one for paper is seen in a print only. @throws ReportRefused */
export async function renderHtml(
  snapshot: Snapshot,
  document: ReportDocument,
  id: string,
  medium: Medium,
): Promise<string> {
  refuseTooLong(document);
  const { branding, firm } = snapshot;
  const own = await renderOwnSections(branding.sections, snapshot, document);
  const footer = branding.footer ?? `${firm.name} · ${document.title} · ${id.slice(0, 12)}`;
  const sections: string[] = [];
  for (const { heading, blocks } of document.sections) {
    const parts: string[] = [];
    for (const block of blocks) parts.push(await blockHtml(block, branding));
    sections.push(`<section><h2>${escapeHtml(heading)}</h2>${parts.join('')}</section>`);
  }
  return [
    '<!doctype html><html lang="pt-BR"><head><meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="${POLICY}">`,
    '<meta name="viewport" content="width=device-width">',
    `<title>${escapeHtml([document.title, document.subtitle].filter(Boolean).join(' · '))}</title>`,
    `<style>${fontFaces()}${styleSheet(branding, footer, medium)}</style></head><body>`,
    letterhead(branding, firm.name),
    `<h1>${escapeHtml(document.title)}</h1>`,
    document.subtitle ? `<p class="subtitle">${escapeHtml(document.subtitle)}</p>` : '',
    `<p class="issued">Emitido em ${longMoment(new Date(snapshot.takenAt))} (horário de Brasília)</p>`,
    own.before,
    ...sections,
    own.after,
    `<footer class="statements">${document.statements.map((s) => `<p>${escapeHtml(s)}</p>`).join('')}`,
    `<p>Identificação do conteúdo (SHA-256): ${id}</p></footer></body></html>`,
  ].join('');
}

function letterhead({ logo, letterhead: lines }: Branding, firm: string): string {
  const name = logo
    ? `<img src="${escapeHtml(logo)}" alt="${escapeHtml(firm)}">`
    : `<div class="firm">${escapeHtml(firm)}</div>`;
  const text = lines.length > 0 ? `<p class="lines">${lines.map(escapeHtml).join('<br>')}</p>` : '';
  return `<header class="letterhead">${name}${text}</header>`;
}

async function blockHtml(block: Block, branding: Branding): Promise<string> {
  switch (block.is) {
    case 'facts':
      return `<dl class="facts">${block.facts.map(([k, v]) => `<dt>${escapeHtml(k)}</dt><dd>${escapeHtml(v)}</dd>`).join('')}</dl>`;
    case 'figures':
      return `<ul class="figures">${block.figures.map((f) => `<li><b>${escapeHtml(f.value)}</b><span>${escapeHtml(f.label)}</span></li>`).join('')}</ul>`;
    case 'text':
      return `<p>${escapeHtml(block.text)}</p>`;
    case 'notice':
      return `<p class="notice">${escapeHtml(block.text)}</p>`;
    case 'cited':
      return `<p>${block.sentences.map(citedHtml).join(' ')}</p>`;
    case 'heading':
      return `<h3>${escapeHtml(block.text)}</h3>`;
    case 'label':
      return `<p class="label">${escapeHtml(block.text)}</p>`;
    case 'hash':
      return `<div class="hash"><span>${escapeHtml(block.label)}</span><code>${escapeHtml(block.hash)}</code></div>`;
    case 'chart': {
      const svg = await drawChart(block.chart, branding);
      const title = escapeHtml(block.chart.title);
      return `<figure class="chart"><figcaption>${title}</figcaption><div role="img" aria-label="${title}">${svg}</div></figure>`;
    }
    case 'table':
      return block.table.rows.length === 0 ? `<p>${escapeHtml(block.empty)}</p>` : tableHtml(block.table);
  }
}

function citedHtml({ text, refs }: CitedSentence): string {
  const marks = refs.length > 0 ? `<sup>${escapeHtml(refs.join(', '))}</sup>` : '';
  return `${escapeHtml(text)}${marks}`;
}

function tableHtml({ columns, rows, tones }: Table): string {
  const shown = columns.map((column, at) => ({ column, at })).filter(({ column }) => !column.sheetOnly);
  const total = shown.reduce((sum, { column }) => sum + column.width, 0);
  const widths = shown.map(
    ({ column }) => `<col style="width:${((column.width / total) * 100).toFixed(2)}%">`,
  );
  const head = shown.map(
    ({ column }) => `<th scope="col"${classOf(column)}>${escapeHtml(column.heading)}</th>`,
  );
  const body = rows.map((row, i) => {
    const cells = shown.map(
      ({ column, at }) => `<td${classOf(column)}>${cellHtml(row[at] ?? null, column)}</td>`,
    );
    return `<tr${tones?.[i] ? ` class="${tones[i]}"` : ''}>${cells.join('')}</tr>`;
  });
  return `<table><colgroup>${widths.join('')}</colgroup><thead><tr>${head.join('')}</tr></thead><tbody>${body.join('')}</tbody></table>`;
}

const CLASSES: Partial<Record<Column['kind'], string>> = {
  number: 'n',
  money: 'n',
  moment: 'm',
  second: 'm',
  time: 'm',
  code: 'c',
};

const CLOCKS: Partial<Record<Column['kind'], (at: Date) => string>> = { second, time: hour };

function classOf({ kind }: Column): string {
  return CLASSES[kind] ? ` class="${CLASSES[kind]}"` : '';
}

/** What a call costs may be less than a cent. */
const CENTS = { minimumFractionDigits: 2, maximumFractionDigits: 4 };

/** Characters of a hash that a page shows. */
const SHORT_HASH = 14;

function cellHtml(cell: Cell, { kind }: Column): string {
  if (cell === null) return '—';
  if (cell instanceof Date) return (CLOCKS[kind] ?? moment)(cell);
  if (typeof cell === 'number') return cell.toLocaleString('pt-BR', kind === 'money' ? CENTS : undefined);
  // A hash is shown by its beginning; the whole is in the spreadsheet.
  return escapeHtml(kind === 'code' && cell.length > 40 ? `${cell.slice(0, SHORT_HASH)}…` : cell);
}

function refuseTooLong(document: ReportDocument): void {
  const tables = document.sections
    .flatMap((s) => s.blocks)
    .flatMap((b) => (b.is === 'table' ? [b.table] : []));
  const rows = tables.reduce((sum, table) => sum + table.rows.length, 0);
  if (rows <= MAX_READ_ROWS) return;
  throw new ReportRefused(
    `O documento teria ${rows.toLocaleString('pt-BR')} linhas; em PDF e HTML cabem ${MAX_READ_ROWS.toLocaleString('pt-BR')}.`,
    'Peça em XLSX, CSV ou JSON, ou escolha um período menor.',
  );
}
