import type { Happening } from '../../../contracts/happening.ts';
import type { Language } from '../../../contracts/people.ts';
import { PHRASES } from './phrases.ts';
import type { Template } from './template.ts';

/** What was written about a movement, with who wrote it; empty when nothing was. */
export function sentenceOf(
  { sentences }: Pick<Happening, 'sentences'>,
  language: Language,
): { sentence: string; sentenceBy: string } {
  const [first] = sentences;
  if (!first) return { sentence: '', sentenceBy: '' };
  const sentence = sentences.map(({ text }) => text).join(' ');
  return { sentence, sentenceBy: PHRASES[language].sentence.by[first.engine] };
}

/** What stands under a message with sentences, for each kind of writer that it has. */
export function sentenceFooter(
  happenings: readonly Pick<Happening, 'sentences'>[],
  language: Language,
): string[] {
  const engines = new Set(happenings.flatMap(({ sentences }) => sentences.map(({ engine }) => engine)));
  const { footer } = PHRASES[language].sentence;
  return (['anthropic', 'local'] as const).flatMap((engine) => (engines.has(engine) ? footer[engine] : []));
}

/** Whether a template tells the sentences that there are. */
export function mentionsSentences({ title, body, html }: Template): boolean {
  return [title, body, html ?? ''].some((part) => part.includes('sentence'));
}
