import type { Content } from '../../../actors/contracts/channels.ts';
import { cut, cutEscaped } from '../kit/cut.ts';
import { type Block, layOut, webUrl } from '../kit/layout.ts';

/** docs.slack.dev/reference/block-kit. All blocks together are refused beyond about 13,200 characters. */
const MAX_BLOCKS_TEXT = 10_000;
const MAX_HEADER = 150;
const MAX_LABEL = 75;
const MAX_VALUE = 2_000;
const MAX_NOTICE = 3_000;

type Json = Record<string, unknown>;

/**
 * Blocks, and the text that notices show. Rich text carries what people wrote as it is: nothing in it is markup, so there is
 * nothing to escape. The notice is markup.
 */
export function renderMessage(content: Content): { text: string; blocks: Json[] } {
  const parts = layOut(content, MAX_BLOCKS_TEXT, (block) => JSON.stringify(section(block)).length);
  const [title, ...others] = parts;
  const blocks: Json[] = [];
  if (title?.kind === 'title')
    blocks.push({
      type: 'header',
      text: { type: 'plain_text', text: cut(title.text, MAX_HEADER), emoji: false },
    });
  const body = (title?.kind === 'title' ? others : parts).map(section);
  // What the header had no room for is not lost.
  if (title?.kind === 'title' && title.text.length > MAX_HEADER)
    body.unshift(section({ kind: 'text', text: title.text, emphasis: true, url: undefined }));
  if (body.length > 0) blocks.push({ type: 'rich_text', elements: body });
  const elements = content.buttons.flatMap((button, place) => buttonOf(button, place));
  if (elements.length > 0) blocks.push({ type: 'actions', elements });
  const [first] = content.paragraphs;
  const notice = [content.title, first?.text].filter(Boolean).join(': ');
  return { text: cutEscaped(notice, MAX_NOTICE, escapeMrkdwn), blocks };
}

/** docs.slack.dev/messaging/formatting-message-text#escaping */
export function escapeMrkdwn(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

function section(block: Block): Json {
  const bold = (text: string): Json => ({ type: 'text', text, style: { bold: true } });
  const elements: Json[] =
    block.kind === 'fact'
      ? [bold(`${block.label}: `), { type: 'text', text: `${block.text}\n` }]
      : [written(block)];
  return { type: 'rich_text_section', elements };
}

function written(block: Exclude<Block, { kind: 'fact' }>): Json {
  const text = `${block.text}\n`;
  if (block.kind === 'footer') return { type: 'text', text, style: { italic: true } };
  if (block.kind === 'title') return { type: 'text', text, style: { bold: true } };
  const style = block.emphasis ? { style: { bold: true } } : {};
  return block.url ? { type: 'link', url: block.url, text, ...style } : { type: 'text', text, ...style };
}

function buttonOf({ label, command, url }: Content['buttons'][number], place: number): Json[] {
  const href = webUrl(url);
  const value = command && JSON.stringify(command);
  if (!href && (!value || value.length > MAX_VALUE)) return [];
  return [
    {
      type: 'button',
      action_id: `b${place}`,
      text: { type: 'plain_text', text: cut(label, MAX_LABEL), emoji: false },
      ...(href ? { url: href } : { value }),
    },
  ];
}
