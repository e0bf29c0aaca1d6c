const TAGS = new Set(['b', 'strong', 'i', 'em', 'u', 's', 'code', 'pre', 'a', 'blockquote', 'tg-spoiler']);
const TOKEN = /<(\/?)([a-z-]+)(?:\s+href="([^"<>]*)")?>|&(lt|gt|amp|quot|#\d+);|[<&]/giy;
const NAMED: Record<string, string> = { lt: '<', gt: '>', amp: '&', quot: '"' };

/** What a person sees of a text in HTML mode, or the sentence with which Telegram refuses it. */
export function parseHtml(html: string): { text: string; links: string[] } | { refusal: string } {
  let text = '';
  const open: string[] = [];
  const links: string[] = [];
  for (let at = 0; at < html.length; ) {
    TOKEN.lastIndex = at;
    const match = TOKEN.exec(html);
    if (!match) {
      text += html[at++];
      continue;
    }
    const [whole, closing, tag, href, entity] = match;
    if (entity) text += NAMED[entity] ?? String.fromCodePoint(Number(entity.slice(1)));
    else if (!tag || !TAGS.has(tag))
      return cannot(`Unsupported start tag "${tag ?? ''}" at byte offset ${at}`);
    else if (!closing) {
      open.push(tag);
      if (href) links.push(href);
    } else if (open.pop() !== tag) return cannot(`Unmatched end tag at byte offset ${at}`);
    at += whole.length;
  }
  if (open.length > 0) return cannot(`Can't find end tag corresponding to start tag ${open.at(-1)}`);
  return { text: text.trim(), links };
}

function cannot(why: string): { refusal: string } {
  return { refusal: `Bad Request: can't parse entities: ${why}` };
}
