import type { Button, Content, Outbound } from '../../../actors/contracts/channels.ts';
import { cut } from '../kit/cut.ts';
import { type Block, layOut, webUrl } from '../kit/layout.ts';
import { escapeFormatting } from './escape.ts';

/** developers.facebook.com: text messages, interactive reply buttons, interactive lists, templates. */
const MAX_TEXT = 4_096;
const MAX_BODY_WITH_BUTTONS = 1_024;
const MAX_BUTTONS = 3;
const MAX_ROWS = 10;
const MAX_BUTTON_TITLE = 20;
const MAX_ROW_TITLE = 24;
const MAX_ID = 256;
/** Of the 1,024 of a filled body; its own words have the rest. */
const MAX_VARIABLES = 768;

type Command = NonNullable<Button['command']>;

/** The message's own part of the request: `{type, <type>: ...}`. */
export function renderMessage(content: Content): Record<string, unknown> {
  const buttons = content.buttons.flatMap(({ label, command }) => {
    const id = command && encodeCommand(command);
    return id && id.length <= MAX_ID ? [{ id, label }] : [];
  });
  if (buttons.length === 0)
    return { type: 'text', text: { preview_url: false, body: renderText(content, MAX_TEXT) } };
  const few = buttons.length <= MAX_BUTTONS;
  const body = { text: renderText(content, few ? MAX_BODY_WITH_BUTTONS : MAX_TEXT) };
  const action = few
    ? {
        buttons: buttons.map(({ id, label }) => ({
          type: 'reply',
          reply: { id, title: cut(label, MAX_BUTTON_TITLE) },
        })),
      }
    : {
        button: 'Opções',
        sections: [
          {
            rows: buttons
              .slice(0, MAX_ROWS)
              .map(({ id, label }) => ({ id, title: cut(label, MAX_ROW_TITLE) })),
          },
        ],
      };
  return { type: 'interactive', interactive: { type: few ? 'button' : 'list', body, action } };
}

/**
 * An approved template with its variables. WhatsApp refuses line breaks, tabs and long gaps in them, and a template that is too long
 * once it is filled: the longest variables give way.
 */
export function renderTemplate({
  name,
  language,
  variables,
}: NonNullable<Outbound['template']>): Record<string, unknown> {
  const texts = variables.map((text) => escapeFormatting(text.replaceAll(/[\s\p{Cc}]+/gu, ' ').trim()));
  const parameters = fitTogether(texts, MAX_VARIABLES).map((text) => ({ type: 'text', text: text || '-' }));
  const components = parameters.length > 0 ? [{ type: 'body', parameters }] : [];
  return { type: 'template', template: { name, language: { code: language }, components } };
}

/** The texts, each cut to the same length if all of them together are longer than `length`. */
function fitTogether(texts: readonly string[], length: number): string[] {
  let left = length;
  const cutTo = new Map<number, number>();
  const byLength = [...texts.keys()].sort((a, b) => (texts[a] ?? '').length - (texts[b] ?? '').length);
  for (const [done, place] of byLength.entries()) {
    const share = Math.min((texts[place] ?? '').length, Math.floor(left / (texts.length - done)));
    cutTo.set(place, share);
    left -= share;
  }
  return texts.map((text, place) => cut(text, cutTo.get(place) ?? 0));
}

export function renderText(content: Content, limit: number): string {
  const links = content.buttons.flatMap(({ label, url }) => {
    const href = webUrl(url);
    return href ? [{ text: label, url: href }] : [];
  });
  const whole = { ...content, paragraphs: [...content.paragraphs, ...links] };
  const blocks = layOut(whole, limit, (block) => markup(block).length + 2);
  return blocks.map(markup).join('\n\n');
}

export function encodeCommand({ name, input }: Command): string {
  return `${name}?${new URLSearchParams(input)}`;
}

/** undefined when it is none of ours. */
export function decodeCommand(id: string): Command | undefined {
  const [, name, query] = /^([\p{L}\d_-]{1,32})\?(.*)$/u.exec(id) ?? [];
  return name ? { name, input: Object.fromEntries(new URLSearchParams(query)) } : undefined;
}

function markup(block: Block): string {
  const text = escapeFormatting(block.text);
  // Bold does not go over a line break.
  if (block.kind === 'title') return `*${text.replaceAll(/\s+/g, ' ').trim()}*`;
  if (block.kind === 'footer') return text;
  if (block.kind === 'fact') return `${escapeFormatting(block.label)}: ${text}`;
  return block.url ? `${text}\n${block.url}` : text;
}
