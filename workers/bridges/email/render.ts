import type { Content } from '../../../actors/contracts/channels.ts';
import { type Block, layOut, webUrl } from '../kit/layout.ts';

/** Gmail cuts longer ones off. */
const MAX_HTML = 100_000;
const RULES =
  'font-family:system-ui,sans-serif;font-size:16px;line-height:1.5;color:#1c2733;max-width:600px;margin:0 auto;padding:16px';
const BUTTON =
  'display:inline-block;margin:4px 8px 4px 0;padding:10px 16px;background:#1d4ed8;color:#ffffff;text-decoration:none;border-radius:6px';

/** The two bodies of a mail. The firm's own template, where there is one, is the HTML. */
export function renderMail(content: Content): { text: string; html: string } {
  const blocks = layOut(content, MAX_HTML, (block) => asHtml(block).length);
  const links = content.buttons.flatMap(({ label, url }) => {
    const href = webUrl(url);
    return href ? [{ label, href }] : [];
  });
  const text = [...blocks.map(asText), ...links.map(({ label, href }) => `${label}: ${href}`)].join('\n\n');
  const buttons = links.map(
    ({ label, href }) => `<a href="${escapeHtml(href)}" style="${BUTTON}">${escapeHtml(label)}</a>`,
  );
  const body = blocks.filter(({ kind }) => kind !== 'footer').map(asHtml);
  const footer = blocks.filter(({ kind }) => kind === 'footer').map(asHtml);
  return {
    text,
    html: content.html ?? page(content.title, [...body, buttons.join(''), ...footer].join('\n')),
  };
}

function page(title: string, body: string): string {
  return `<!doctype html>
<html lang="pt-BR">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escapeHtml(title)}</title></head>
<body style="margin:0"><div style="${RULES}">
${body}
</div></body>
</html>`;
}

export function escapeHtml(text: string): string {
  const entities: Record<string, string> = {
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '"': '&quot;',
    "'": '&#39;',
  };
  return text.replaceAll(/[&<>"']/g, (character) => entities[character] ?? character);
}

function asHtml(block: Block): string {
  const text = escapeHtml(block.text).replaceAll('\n', '<br>');
  if (block.kind === 'title') return `<h1 style="font-size:20px">${text}</h1>`;
  if (block.kind === 'footer') return `<p style="font-size:13px;color:#5b6775">${text}</p>`;
  if (block.kind === 'fact')
    return `<p style="margin:4px 0"><strong>${escapeHtml(block.label)}:</strong> ${text}</p>`;
  const linked = block.url ? `<a href="${escapeHtml(block.url)}">${text}</a>` : text;
  return `<p>${block.emphasis ? `<strong>${linked}</strong>` : linked}</p>`;
}

function asText(block: Block): string {
  if (block.kind === 'fact') return `${block.label}: ${block.text}`;
  if (block.kind === 'text' && block.url) return `${block.text}\n${block.url}`;
  return block.text;
}
