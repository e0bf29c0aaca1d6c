import type { Content } from '../../../actors/contracts/channels.ts';
import { type Block, layOut, webUrl } from '../kit/layout.ts';

/** Of the text as a person sees it, after the entities are parsed (core.telegram.org/bots/api#sendmessage). */
const MAX_TEXT = 4_096;
const MAX_BUTTONS_A_ROW = 2;

export type InlineButton = { text: string; url: string } | { text: string; callback_data: string };

/** The text of a message in Telegram's HTML mode, within its limit. */
export function renderText(content: Content): string {
  const links = content.buttons.flatMap(({ label, url }) => {
    const href = webUrl(url);
    return href && !isPublic(href) ? [{ text: `${label}: ${href}` }] : [];
  });
  const whole = { ...content, paragraphs: [...content.paragraphs, ...links] };
  return layOut(whole, MAX_TEXT, visibleLength).map(html).join('\n\n');
}

/** @param encode what a press of the button sends back, within 64 bytes */
export async function renderButtons(
  content: Content,
  encode: (command: NonNullable<Content['buttons'][number]['command']>) => Promise<string>,
): Promise<InlineButton[][]> {
  const buttons: InlineButton[] = [];
  for (const { label, command, url } of content.buttons) {
    const href = webUrl(url);
    if (href && isPublic(href)) buttons.push({ text: label, url: href });
    else if (command) buttons.push({ text: label, callback_data: await encode(command) });
  }
  const rows = Math.ceil(buttons.length / MAX_BUTTONS_A_ROW);
  return Array.from({ length: rows }, (_, row) =>
    buttons.slice(row * MAX_BUTTONS_A_ROW, (row + 1) * MAX_BUTTONS_A_ROW),
  );
}

/** Telegram's HTML mode knows these and no others. */
export function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

function html(block: Block): string {
  const text = escapeHtml(block.text);
  if (block.kind === 'title') return `<b>${text}</b>`;
  if (block.kind === 'footer') return `<i>${text}</i>`;
  if (block.kind === 'fact') return `<b>${escapeHtml(block.label)}:</b> ${text}`;
  const linked = block.url ? `<a href="${escapeHtml(block.url)}">${text}</a>` : text;
  return block.emphasis ? `<b>${linked}</b>` : linked;
}

function visibleLength(block: Block): number {
  const label = block.kind === 'fact' ? block.label.length + 2 : 0;
  return label + block.text.length + 2;
}

/** Telegram refuses a whole message for a button that leads to a machine it does not see. */
function isPublic(href: string): boolean {
  const { hostname } = new URL(href);
  return hostname.includes('.') && !/^[\d.]+$/.test(hostname);
}
