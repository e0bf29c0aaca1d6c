import { expect, test } from 'bun:test';
import type { Content } from '../../../contracts/channels.ts';
import { withAdded } from './added-words.ts';
import { PHRASES } from './phrases.ts';

const { by, footer } = PHRASES['pt-BR'].sentence;
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
