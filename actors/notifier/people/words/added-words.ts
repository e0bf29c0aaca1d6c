import type { Said } from '../../../../db/ai/sentences.ts';
import type { AddedWords } from '../../../contracts/added-words.ts';
import type { Content } from '../../../contracts/channels.ts';
import type { Happening } from '../../../contracts/happening.ts';
import type { Language } from '../../../contracts/people.ts';
import { eachSentenceOnce } from '../../../contracts/sentence.ts';
import { formatNumber } from './compose.ts';
import { linesOf, says } from './lines.ts';
import { PHRASES } from './phrases.ts';
import { sentenceFooter, sentenceOf, writersOf } from './sentence-words.ts';

/** What is known of a message's sentences when it goes out once more. */
export interface Since {
  /** With the sentences that may be told now. */
  happenings: readonly Happening[];
  /** What was ever written about them. */
  said: readonly Said[];
}

/**
 * What one more send of a message says otherwise: the sentences that were written since, and which of its own it leaves out. The
 * message itself stays as it was told. Null when nothing has changed.
 */
export function addedWords(
  content: Content,
  { happenings, said }: Since,
  language: Language,
): AddedWords | null {
  const corrected = correctedIn(content, { happenings, said }, language);
  const isAsTold = !corrected && unsaid(happenings, saidBy(content)).length === 0;
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

/** The sentences of a message that may not be told any more, and the lines under it that only they are the reason for. */
function correctedIn(
  content: Content,
  { happenings, said }: Since,
  language: Language,
): AddedWords['corrected'] {
  const current = new Set(happenings.flatMap(({ sentences }) => sentences.map(({ text }) => text)));
  const lines = linesOf(content);
  const isSaid = (text: string) => lines.some((line) => says(line, text));
  const spent = said.filter(({ text, isSpent }) => isSpent && !current.has(text) && isSaid(text));
  if (spent.length === 0) return undefined;
  const sentences = [...new Set(spent.map(({ text }) => text))];
  const note = PHRASES[language].sentence.corrected;
  const left = linesOf(withoutCorrected(content, { sentences, note }));
  const writers = new Set(
    said.flatMap(({ text, engine }) => (left.some((line) => says(line, text)) ? engine : [])),
  );
  const gone = new Set(spent.flatMap(({ engine }) => (writers.has(engine) ? [] : engine)));
  const footer = content.footer.filter((line) => writersOf([line]).some((engine) => gone.has(engine)));
  return { sentences, note, footer };
}

function saidBy(content: Content): string {
  return linesOf(content).join('\n');
}

/** What happened with those of its sentences that are not said yet. */
function unsaid(happenings: readonly Happening[], said: string): Happening[] {
  return eachSentenceOnce(happenings).flatMap((one) => {
    const sentences = one.sentences.filter(({ text }) => !said.includes(text));
    return sentences.length > 0 ? [{ ...one, sentences }] : [];
  });
}

/** A message with a note in place of each line that says what may not be said any more, and without what stood under it for that. */
export function withoutCorrected(content: Content, corrected: AddedWords['corrected']): Content {
  if (!corrected) return content;
  const { sentences, note, footer = [] } = corrected;
  const kept = (text: string) =>
    text
      .split('\n')
      .map((line) => (sentences.some((one) => says(line, one)) ? note : line))
      .join('\n');
  const { html: _, ...told } = content;
  return {
    ...told,
    title: kept(content.title),
    paragraphs: content.paragraphs.map((one) => ({ ...one, text: kept(one.text) })),
    footer: content.footer.filter((line) => !footer.includes(line)),
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
    footer: [...new Set([...footer, ...told.footer])],
  };
}
