import type { Language } from '../../actors/contracts/people.ts';
import { escapeHtml, htmlResponse } from './html.ts';

/** A page for whoever follows a link of a message. It does nothing until its button is pressed. */
export interface Page {
  title: string;
  text: string;
  /** Label of the button; none when there is nothing to press. */
  button?: string;
  /** Small print, such as what to tell those who help. */
  note?: string;
}

const STYLE = `
  body { font: 1.1rem/1.5 system-ui, sans-serif; max-width: 34rem; margin: 4rem auto; padding: 0 1rem; overflow-wrap: anywhere }
  button { font: inherit; padding: .6rem 1.4rem }
  small { opacity: .75 }
`;

/** The page as HTML. Its words are in Portuguese unless `language` says otherwise. */
export function htmlPage(
  { title, text, button, note }: Page,
  { status = 200, language = 'pt-BR' }: { status?: number; language?: Language } = {},
): Response {
  const form = button
    ? `<form method="post"><button type="submit">${escapeHtml(button)}</button></form>`
    : '';
  const small = note ? `<p><small>${escapeHtml(note)}</small></p>` : '';
  const body = `<h1>${escapeHtml(title)}</h1>
<p>${escapeHtml(text)}</p>
${form}${small}`;
  return htmlResponse({ title, style: STYLE, body, status, language });
}
