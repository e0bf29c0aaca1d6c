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
const MAX_VARIABLE = 1_024;

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

/** An approved template with its variables. WhatsApp refuses line breaks and long gaps in them. */
export function renderTemplate({
  name,
  language,
  variables,
}: NonNullable<Outbound['template']>): Record<string, unknown> {
  const parameters = variables.map((text) => ({
    type: 'text',
    text: cut(text.replaceAll(/\s+/g, ' ').trim(), MAX_VARIABLE) || '-',
  }));
  const components = parameters.length > 0 ? [{ type: 'body', parameters }] : [];
  return { type: 'template', template: { name, language: { code: language }, components } };
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
