import type { Content } from '../../../actors/contracts/channels.ts';
import { cut } from './cut.ts';

/** A part of a message, in the order of reading. Plain text: each channel writes it in its provider's markup. */
export type Block =
  | { kind: 'title'; text: string }
  | { kind: 'footer'; text: string }
  | { kind: 'text'; text: string; emphasis: boolean; url: string | undefined }
  | { kind: 'fact'; label: string; text: string };

/** What must not be missing comes first when there is not room for all. */
const PRIORITY: Record<Block['kind'], number> = { title: 0, footer: 1, fact: 2, text: 3 };

/**
 * The parts of a message that fit into `limit`, the last of them cut. Title and legal sentences stay when the text is too long.
 * @param measure units that a part takes, with what separates it from the next
 */
export function layOut(content: Content, limit: number, measure: (block: Block) => number): Block[] {
  const blocks = blocksOf(content);
  const order = [...blocks.keys()].sort((a, b) => rank(blocks, a) - rank(blocks, b) || a - b);
  const kept = new Map<number, Block>();
  let left = limit;
  for (const place of order) {
    const block = blocks[place] as Block;
    const fitting = fit(block, left, measure);
    if (fitting) {
      kept.set(place, fitting);
      left -= measure(fitting);
    }
    // Nothing of less weight after something was cut: a gap in the middle would go unnoticed.
    if (fitting !== block) break;
  }
  return blocks.flatMap((_, place) => kept.get(place) ?? []);
}

function blocksOf({ title, paragraphs, facts, footer }: Content): Block[] {
  const all: Block[] = [
    { kind: 'title', text: title },
    ...paragraphs.map(
      ({ text, emphasis = false, url }): Block => ({ kind: 'text', text, emphasis, url: webUrl(url) }),
    ),
    ...facts.map(([label, text]): Block => ({ kind: 'fact', label, text })),
    ...footer.map((text): Block => ({ kind: 'footer', text })),
  ];
  return all.filter(({ text }) => text.trim() !== '');
}

function rank(blocks: Block[], place: number): number {
  return PRIORITY[(blocks[place] as Block).kind];
}

function fit(block: Block, limit: number, measure: (block: Block) => number): Block | undefined {
  if (measure(block) <= limit) return block;
  let [fits, tooLong] = [0, block.text.length];
  while (tooLong - fits > 1) {
    const middle = (fits + tooLong) >> 1;
    if (measure({ ...block, text: cut(block.text, middle) }) <= limit) fits = middle;
    else tooLong = middle;
  }
  // A lone ellipsis says nothing.
  return fits < 2 ? undefined : { ...block, text: cut(block.text, fits) };
}

/** Links of other kinds are none in a chat, and some are dangerous in a mail. */
export function webUrl(url: string | undefined): string | undefined {
  const parsed = url ? URL.parse(url) : null;
  return parsed && /^https?:$/.test(parsed.protocol) ? parsed.href : undefined;
}
