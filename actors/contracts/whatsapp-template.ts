/**
 * An approved WhatsApp template of a connection, by which people are told outside of the 24-hour window. Its variables are filled, in
 * order, with what these words name; a message that has no such thing leaves a dash.
 */
export const TEMPLATE_WORDS = ['name', 'title', 'text', 'case', 'court', 'date', 'link'] as const;
export type TemplateWord = (typeof TEMPLATE_WORDS)[number];

const WORD = `(?:${TEMPLATE_WORDS.join('|')})`;

/** Settings of a connection: patterns that they must match, and how they are meant. */
export const TEMPLATE_SETTINGS = {
  templateName: {
    pattern: '^[a-z0-9_]{1,512}$',
    meant: 'Send the name of an approved template, such as novo_andamento.',
  },
  templateLanguage: {
    pattern: '^[a-z]{2,3}(_[A-Z]{2,3})?$',
    meant: 'Send a language as Meta writes it, such as pt_BR.',
  },
  templateParameters: {
    pattern: `^(?:${WORD}(?:,${WORD}){0,19})?$`,
    meant: `Send the words for the variables, in order and separated by commas; known are ${TEMPLATE_WORDS.join(', ')}.`,
  },
} as const;

export const USUAL_TEMPLATE = { language: 'pt_BR', parameters: 'title' } as const;
