import type { Happening } from '../../../contracts/happening.ts';
import type { Language } from '../../../contracts/people.ts';
import type { Sentence } from '../../../contracts/sentence.ts';
import { PHRASES } from './phrases.ts';
import type { Template } from './template.ts';

/** In the order in which they are named. */
const ENGINES: readonly Sentence['engine'][] = ['anthropic', 'local'];

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
  return ENGINES.flatMap((engine) => (engines.has(engine) ? footer[engine] : []));
}

/** Who wrote sentences of a message, by what stands under it: in any language, for the person may read another by now. */
export function writersOf(footer: readonly string[]): Sentence['engine'][] {
  const under = Object.values(PHRASES).map(({ sentence }) => sentence.footer);
  return ENGINES.filter((engine) => under.some((said) => footer.includes(said[engine])));
}

/** Words with who wrote sentences in them at the beginning, where no cut takes it away before the sentences themselves. */
export function saidAhead(text: string, footer: readonly string[], language: Language): string {
  const { ahead } = PHRASES[language].sentence;
  return [...writersOf(footer).map((engine) => ahead[engine]), text].join(' ');
}

/** Whether a template tells the sentences that there are. */
export function mentionsSentences({ title, body, html }: Template): boolean {
  return [title, body, html ?? ''].some((part) => part.includes('sentence'));
}
