type Json = Record<string, unknown>;

const MAX_BLOCKS = 50;
const MAX_TOGETHER = 13_200;

/** What a person reads in blocks, or the error with which Slack refuses them (docs.slack.dev/reference/block-kit). */
export function checkBlocks(
  blocks: unknown,
): { seen: string; buttons: { text: string; value?: string; url?: string }[] } | { error: string } {
  if (!Array.isArray(blocks) || blocks.length > MAX_BLOCKS) return { error: 'invalid_blocks' };
  if (JSON.stringify(blocks).length > MAX_TOGETHER) return { error: 'msg_blocks_too_long' };
  let seen = '';
  const buttons: { text: string; value?: string; url?: string }[] = [];
  for (const block of blocks as Json[]) {
    if (block.type === 'header') {
      const { text } = block.text as { text: string };
      if (text.length === 0 || text.length > 150) return { error: 'invalid_blocks' };
      seen += `${text}\n`;
    } else if (block.type === 'rich_text') {
      seen += (block.elements as { elements: { text: string }[] }[])
        .flatMap(({ elements }) => elements.map(({ text }) => text))
        .join('');
    } else if (block.type === 'actions') {
      for (const { text, value, url } of block.elements as {
        text: { text: string };
        value?: string;
        url?: string;
      }[]) {
        if (text.text.length > 75 || (value?.length ?? 0) > 2_000) return { error: 'invalid_blocks' };
        buttons.push({ text: text.text, ...(value ? { value } : {}), ...(url ? { url } : {}) });
      }
    } else return { error: 'invalid_blocks' };
  }
  return { seen, buttons };
}
