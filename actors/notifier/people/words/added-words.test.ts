import { expect, test } from 'bun:test';
import type { Content } from '../../../contracts/channels.ts';
import type { Happening } from '../../../contracts/happening.ts';
import { addedWords, withAdded, withoutCorrected } from './added-words.ts';
import { PHRASES } from './phrases.ts';

const { by, footer, corrected: NOTE } = PHRASES['pt-BR'].sentence;
const WORDS = 'O juiz aceitou o pedido.';
const LEGAL = 'Este aviso é informativo.';
const content = (over: Partial<Content> = {}): Content => ({
  title: 'Sentença',
  paragraphs: [{ text: 'Ávila x Município' }],
  facts: [],
  buttons: [],
  footer: [LEGAL],
  ...over,
});
const added = { paragraphs: [`${WORDS} (${by.anthropic})`], footer: [footer.anthropic] };

test('a mail in the firm’s own HTML, which has no place for what was added, is laid out anew', () => {
  const html = '<p>Sentença</p>';
  const told = withAdded(content({ html }), added);
  expect(told.paragraphs.map(({ text }) => text)).toEqual(['Ávila x Município', ...added.paragraphs]);
  expect(told).not.toHaveProperty('html');
  expect(withAdded(content({ html }), null).html).toBe(html);
});

test('what stands under a message because of its sentences stands there once', () => {
  expect(withAdded(content(), added).footer).toEqual([footer.anthropic, LEGAL]);
  expect(withAdded(content({ footer: [footer.anthropic, LEGAL] }), added).footer).toEqual([
    footer.anthropic,
    LEGAL,
  ]);
  expect(withAdded(content({ footer: [footer.local, LEGAL] }), added).footer).toEqual([
    footer.anthropic,
    footer.local,
    LEGAL,
  ]);
});

const sentence = (text: string) =>
  ({ answerId: 'ans_1', text, movementIds: ['mov_1'], engine: 'anthropic' }) as const;
const happening = (...texts: string[]) =>
  ({
    eventId: 'evt_1',
    process: { id: 'prc_1', number: '1', label: null },
    answerId: null,
    movementId: 'mov_1',
    sentences: texts.map(sentence),
  }) as unknown as Happening;
const STALE = 'O réu foi absolvido.';
const told = content({
  title: `Novidade: ${STALE}`,
  paragraphs: [{ text: `Sentença\n1\n${STALE} ${WORDS} (${by.anthropic})` }, { text: 'E mais 3.' }],
  html: `<p>${STALE}</p>`,
});
const since = (texts: string[], spent: string[]) => ({
  happenings: [happening(...texts)],
  said: [
    ...texts.map((text) => ({ text, engine: 'anthropic', isSpent: false }) as const),
    ...spent.map((text) => ({ text, engine: 'anthropic', isSpent: true }) as const),
  ],
});

test('a line with a sentence that may not be told any more is left out with a note, and what else it said is said anew', () => {
  const words = addedWords(told, since([WORDS], [STALE, 'Nunca dito.']), 'pt-BR');
  expect(words).toEqual({ ...added, corrected: { sentences: [STALE], note: NOTE, footer: [] } });
  expect(withAdded(told, words)).toEqual({
    ...content(),
    title: NOTE,
    paragraphs: [
      { text: `Sentença\n1\n${NOTE}` },
      { text: 'E mais 3.' },
      { text: added.paragraphs[0] as string },
    ],
    footer: [footer.anthropic, LEGAL],
  });
});

test('what still may be told, or was never said, changes nothing', () => {
  expect(addedWords(told, since([STALE, WORDS], [STALE]), 'pt-BR')).toBeNull();
  expect(addedWords(told, since([], ['Nunca dito.']), 'pt-BR')).toBeNull();
  expect(withoutCorrected(told, undefined)).toBe(told);
});

test('what only the firm’s own HTML said is said anew where that HTML is left out', () => {
  const mail = content({ html: `<p>${WORDS}</p>` });
  expect(addedWords(mail, since([WORDS], []), 'pt-BR')).toBeNull();
  const words = addedWords(mail, since([WORDS, 'Outra frase.'], []), 'pt-BR');
  expect(words?.paragraphs).toEqual([`${WORDS} Outra frase. (${by.anthropic})`]);
});

test('what stands under a message because of its sentences goes with the last of them', () => {
  const both = content({
    paragraphs: [{ text: STALE }, { text: WORDS }],
    footer: [footer.anthropic, footer.local, LEGAL],
  });
  const by = (engine: 'anthropic' | 'local', text: string, isSpent: boolean) => ({ text, engine, isSpent });
  const told = (...said: ReturnType<typeof by>[]) =>
    withAdded(both, addedWords(both, { happenings: [happening()], said }, 'pt-BR')).footer;
  expect(told(by('anthropic', STALE, true), by('local', WORDS, false))).toEqual([footer.local, LEGAL]);
  // One that nothing was written of since, but that still holds, keeps it.
  expect(told(by('anthropic', STALE, true), by('anthropic', WORDS, false))).toEqual(both.footer);
  expect(told(by('anthropic', STALE, true), by('local', WORDS, true))).toEqual([LEGAL]);
  // Written while the person read English.
  const english = { ...both, footer: [PHRASES.en.sentence.footer.anthropic, LEGAL] };
  const spent = [by('anthropic', STALE, true)];
  const now = addedWords(english, { happenings: [happening()], said: spent }, 'pt-BR');
  expect(withAdded(english, now).footer).toEqual([LEGAL]);
  const before = { sentences: [STALE], note: NOTE };
  expect(withoutCorrected(both, before).footer).toEqual(both.footer);
});

test('a sentence that was cut, escaped or put in capitals by a template is known as well', () => {
  const long = `O juiz disse "não" ao pedido de ${'tutela '.repeat(50)}antecipada.`;
  const corrected = (over: Partial<Content>, by = since([], [long])) =>
    addedWords(content({ paragraphs: [], ...over }), by, 'pt-BR')?.corrected?.sentences;
  expect(corrected({ title: long.slice(0, 300) })).toEqual([long]);
  expect(corrected({ title: `${long.slice(0, 60)}...` })).toEqual([long]);
  expect(corrected({ paragraphs: [{ text: `Sentença\n${long.toUpperCase()} (x)` }] })).toEqual([long]);
  expect(corrected({ html: `<p>${long.replaceAll('"', '&#34;')}</p>` })).toEqual([long]);
  const cut = content({ title: long.slice(0, 300) });
  expect(withAdded(cut, addedWords(cut, since([], [long]), 'pt-BR')).title).toBe(NOTE);
  // Another one that begins alike, said whole, stays.
  const other = `${long.slice(0, 60)} quase nada.`;
  expect(corrected({ title: other }, since([other], [long]))).toBeUndefined();
});
