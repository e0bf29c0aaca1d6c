import type { AddedWords } from '../../../contracts/added-words.ts';
import type { Content } from '../../../contracts/channels.ts';
import type { Happening } from '../../../contracts/happening.ts';
import type { Language } from '../../../contracts/people.ts';
import { eachSentenceOnce } from '../../../contracts/sentence.ts';
import { formatNumber } from './compose.ts';
import { PHRASES } from './phrases.ts';
import { sentenceFooter, sentenceOf } from './sentence-words.ts';

/** What is known of a message's sentences when it goes out once more. */
export interface Since {
  /** With the sentences that may be told now. */
  happenings: readonly Happening[];
  /** Sentences about them that may not be told any more. */
  spent: readonly string[];
}

/**
 * What one more send of a message says otherwise: the sentences that were written since, and which of its own it leaves out. The
 * message itself stays as it was told. Null when nothing has changed.
 */
export function addedWords(
  content: Content,
  { happenings, spent }: Since,
  language: Language,
): AddedWords | null {
  const current = new Set(happenings.flatMap(({ sentences }) => sentences.map(({ text }) => text)));
  const said = saidBy(content);
  const sentences = spent.filter((text) => !current.has(text) && said.includes(text));
  const corrected =
    sentences.length > 0 ? { sentences, note: PHRASES[language].sentence.corrected } : undefined;
  const isAsTold = !corrected && unsaid(happenings, said).length === 0;
  if (isAsTold) return null;
  // What only the firm's own HTML says is not said any more: see `withAdded`.
  const { html: _, ...laidOut } = withoutCorrected(content, corrected);
  const fresh = unsaid(happenings, saidBy(laidOut));
  const cases = new Set(happenings.map(({ process }) => process?.id));
  const paragraphs = fresh.map((one) => {
    const { sentence, sentenceBy } = sentenceOf(one, language);
    const of = cases.size > 1 && one.process ? `${formatNumber(one.process.number)}: ` : '';
    return `${of}${sentence} (${sentenceBy})`;
  });
  return { paragraphs, footer: sentenceFooter(fresh, language), ...(corrected ? { corrected } : {}) };
}

function saidBy({ title, html = '', paragraphs }: Content): string {
  return [title, html, ...paragraphs.map(({ text }) => text)].join('\n');
}

/** What happened with those of its sentences that are not said yet. */
function unsaid(happenings: readonly Happening[], said: string): Happening[] {
  return eachSentenceOnce(happenings).flatMap((one) => {
    const sentences = one.sentences.filter(({ text }) => !said.includes(text));
    return sentences.length > 0 ? [{ ...one, sentences }] : [];
  });
}

/** A message with a note in place of each line that says what may not be said any more. */
export function withoutCorrected(content: Content, corrected: AddedWords['corrected']): Content {
  if (!corrected) return content;
  const { sentences, note } = corrected;
  const kept = (text: string) =>
    text
      .split('\n')
      .map((line) => (sentences.some((one) => line.includes(one)) ? note : line))
      .join('\n');
  const { html: _, ...told } = content;
  return {
    ...told,
    title: kept(content.title),
    paragraphs: content.paragraphs.map((one) => ({ ...one, text: kept(one.text) })),
  };
}

/** A message as this send of it says it. */
export function withAdded(content: Content, added: AddedWords | null): Content {
  if (!added) return content;
  const { paragraphs, footer, corrected } = added;
  // The firm's own HTML has no place for it: the mail is laid out from the content instead.
  const { html: _, ...told } = withoutCorrected(content, corrected);
  return {
    ...told,
    paragraphs: [...told.paragraphs, ...paragraphs.map((text) => ({ text }))],
    footer: [...new Set([...footer, ...content.footer])],
  };
}
