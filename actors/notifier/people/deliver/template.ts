import type { Content, Outbound } from '../../../contracts/channels.ts';
import type { Language } from '../../../contracts/people.ts';
import { type TemplateWord, USUAL_TEMPLATE } from '../../../contracts/whatsapp-template.ts';
import { PHRASES } from '../words/phrases.ts';
import { saidAhead } from '../words/sentence-words.ts';

/** Variables that tell in words, so that a late message can say there that it is; the first that a template has. */
const TELLING: readonly TemplateWord[] = ['text', 'title'];

/**
 * The approved template that a connection names, filled from a message; undefined when it names none. The adapter sends it in place of
 * the message while the window is closed.
 * @param message as it was written: what a further send adds would be cut in the middle, and follows when the window opens
 */
export function templateOf(
  settings: Readonly<Record<string, string>>,
  message: { content: Content; name: string | null; language: Language },
): Outbound['template'] {
  const { templateName, templateLanguage, templateParameters } = settings;
  if (!templateName) return undefined;
  const words = (templateParameters ?? USUAL_TEMPLATE.parameters).split(',').filter(Boolean);
  const lateIn = TELLING.map((word) => words.indexOf(word)).find((place) => place >= 0);
  return {
    name: templateName,
    language: templateLanguage ?? USUAL_TEMPLATE.language,
    variables: words.map((word) => (FILL[word as TemplateWord]?.(message) ?? '').slice(0, 1_024)),
    ...(lateIn === undefined ? {} : { lateIn }),
  };
}

type Message = Parameters<typeof templateOf>[1];

const FILL: Record<TemplateWord, (message: Message) => string | undefined> = {
  name: ({ name }) => name ?? undefined,
  title: ({ content }) => content.title,
  // A template has no place for a footer, and here and at the adapter it is the end that is cut.
  text: ({ content, language }) =>
    saidAhead(content.paragraphs.map(({ text }) => text).join(' '), content.footer, language),
  case: (message) => fact(message, 'number'),
  court: (message) => fact(message, 'tribunal'),
  date: (message) => fact(message, 'date'),
  link: ({ content }) => content.buttons.find(({ url }) => url !== undefined)?.url,
};

function fact({ content, language }: Message, name: 'number' | 'tribunal' | 'date'): string | undefined {
  const label = PHRASES[language].facts[name];
  return content.facts.find(([of]) => of === label)?.[1];
}
