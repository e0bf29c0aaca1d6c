import { escapeHtml, htmlResponse } from '../http/html.ts';

const STYLE =
  'body { font: 1.1rem/1.5 system-ui, sans-serif; max-width: 34rem; margin: 4rem auto; padding: 0 1rem }';

/** Leads a browser on to another address, with a page for one that does not go by itself. */
export function goOn(url: string): Response {
  const body = `<h1>O processo está em outro endereço</h1>
<p><a href="${escapeHtml(url)}">Abrir o processo</a></p>`;
  const response = htmlResponse({ title: 'Abrir o processo', style: STYLE, body, status: 302 });
  response.headers.set('location', url);
  return response;
}
