import { escapeHtml, htmlResponse } from '../http/html.ts';

/** A page for whoever follows a link of a message. It does nothing until its button is pressed. */
export interface Page {
  title: string;
  text: string;
  /** Label of the button; none when there is nothing to press. */
  button?: string;
}

const STYLE = `
  body { font: 1.1rem/1.5 system-ui, sans-serif; max-width: 34rem; margin: 4rem auto; padding: 0 1rem }
  button { font: inherit; padding: .6rem 1.4rem }
`;

/** The page as HTML. */
export function htmlPage({ title, text, button }: Page, status = 200): Response {
  const form = button
    ? `<form method="post"><button type="submit">${escapeHtml(button)}</button></form>`
    : '';
  const body = `<h1>${escapeHtml(title)}</h1>
<p>${escapeHtml(text)}</p>
${form}`;
  return htmlResponse({ title, style: STYLE, body, status });
}
