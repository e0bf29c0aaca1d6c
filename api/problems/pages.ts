import type { CatalogueEntry } from './catalogue.ts';

type Shown = CatalogueEntry & { type: string };

/** The page that a problem's `type` leads to. */
export function entryHtml(entry: Shown): string {
  return page(entry.title, section(entry));
}

export function catalogueHtml(entries: readonly Shown[]): string {
  return page('Problems', entries.map(section).join('\n'));
}

function section({ type, status, title, description, fix }: Shown): string {
  return `<section><h2><a href="${escapeHtml(type)}">${escapeHtml(title)}</a> <small>${status}</small></h2>
<p>${escapeHtml(description)}</p><p><strong>What to do:</strong> ${escapeHtml(fix)}</p></section>`;
}

function page(title: string, body: string): string {
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${escapeHtml(title)} · Direito Lux</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<style>body{font:16px/1.5 system-ui,sans-serif;max-width:44rem;margin:3rem auto;padding:0 1rem}small{color:#777}</style>
</head><body>${body}</body></html>`;
}

function escapeHtml(text: string): string {
  return Bun.escapeHTML(text);
}
