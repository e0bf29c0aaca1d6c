import type { AddedWords } from '../../../contracts/added-words.ts';
import type { Content } from '../../../contracts/channels.ts';
import type { Happening } from '../../../contracts/happening.ts';
import type { Language } from '../../../contracts/people.ts';
import { eachSentenceOnce } from '../../../contracts/sentence.ts';
import { formatNumber } from './compose.ts';
import { sentenceFooter, sentenceOf } from './sentence-words.ts';

/**
 * The sentences that were written since a message was, for one more send of it: the message itself stays as it was told. Null when
 * there are none, or it has them already.
 * @param happenings with the sentences that may be told now
 */
export function addedWords(
  content: Content,
  happenings: readonly Happening[],
  language: Language,
): AddedWords | null {
  const said = [content.title, content.html ?? '', ...content.paragraphs.map(({ text }) => text)].join('\n');
  const fresh = eachSentenceOnce(happenings).flatMap((one) => {
    const sentences = one.sentences.filter(({ text }) => !said.includes(text));
    return sentences.length > 0 ? [{ ...one, sentences }] : [];
  });
  if (fresh.length === 0) return null;
  const cases = new Set(happenings.map(({ process }) => process?.id));
  const paragraphs = fresh.map((one) => {
    const { sentence, sentenceBy } = sentenceOf(one, language);
    const of = cases.size > 1 && one.process ? `${formatNumber(one.process.number)}: ` : '';
    return `${of}${sentence} (${sentenceBy})`;
  });
  return { paragraphs, footer: sentenceFooter(fresh, language) };
}

/** A message as this send of it says it. */
export function withAdded(content: Content, added: AddedWords | null): Content {
  if (!added) return content;
  const { paragraphs, footer } = added;
  // The firm's own HTML has no place for it: the mail is laid out from the content instead.
  const { html: _, ...told } = content;
  return {
    ...told,
    paragraphs: [...content.paragraphs, ...paragraphs.map((text) => ({ text }))],
    footer: [...new Set([...footer, ...content.footer])],
  };
}
