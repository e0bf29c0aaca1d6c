import { createHash } from 'node:crypto';
import type { Language } from '../../actors/contracts/people.ts';

/** A page for whoever follows a link: no script, no picture, nothing from elsewhere, in no cache and no index. */
export interface HtmlPage {
  title: string;
  /** Plain CSS. */
  style: string;
  /** HTML of which everything that came from outside was escaped. */
  body: string;
  status?: number;
  /** Of its words. Default: Portuguese. */
  language?: Language;
}

/** The page, under a policy that lets only this very style apply and forms go to us alone. */
export function htmlResponse({ title, style, body, status = 200, language = 'pt-BR' }: HtmlPage): Response {
  const page = `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex, nofollow">
<meta name="color-scheme" content="light dark">
<title>${escapeHtml(title)}</title>
<style>${style}</style>
</head>
<body>
${body}
</body>
</html>
`;
  const hash = createHash('sha256').update(style).digest('base64');
  return new Response(page, {
    status,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
      'x-robots-tag': 'noindex, nofollow',
      'content-security-policy': `default-src 'none'; style-src 'sha256-${hash}'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`,
    },
  });
}

/** Text as HTML, in elements and in quoted attributes. */
export function escapeHtml(text: string): string {
  const replaced: Record<string, string> = {
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '"': '&quot;',
    "'": '&#39;',
  };
  return text.replaceAll(/[&<>"']/g, (character) => replaced[character] ?? '');
}
