import type { Provenance } from './ai-answer.ts';
import type { Happening } from './happening.ts';

/** A sentence about movements of a case that was written after they had been found. In Portuguese. */
export interface Sentence {
  answerId: string;
  text: string;
  /** Movements that it rests on. */
  movementIds: readonly string[];
  engine: Provenance['engine'];
}

/** Who wrote a sentence, said behind it. */
export const WRITTEN_BY: Record<Sentence['engine'], string> = {
  anthropic: 'escrito por inteligência artificial; um advogado precisa conferir',
  local: 'montado por regras fixas, sem inteligência artificial',
};

/**
 * What happened with the sentences that tell of it: a movement with those of the newest answer that speaks of it, a summary with
 * its own. Of a sealed case there are none.
 * @param sentences that may be told, of the newest answer first
 */
export function withSentences(happenings: readonly Happening[], sentences: readonly Sentence[]): Happening[] {
  return happenings.map((happening) => {
    const { answerId, movementId, sealed } = happening;
    if (sealed) return happening;
    if (answerId !== null)
      return { ...happening, sentences: sentences.filter((one) => one.answerId === answerId) };
    if (movementId === null) return happening;
    const about = sentences.filter(({ movementIds }) => movementIds.includes(movementId));
    return { ...happening, sentences: about.filter((one) => one.answerId === about[0]?.answerId) };
  });
}

/** A summary of which nothing may be told any more: its case was sealed, its movements were withdrawn or corrected. */
export function isSpent({ answerId, sentences }: Happening): boolean {
  return answerId !== null && sentences.length === 0;
}

/**
 * What a message tells of, each sentence once: at the first of the movements that it speaks of, and not in a summary of its own
 * where every sentence of that stands there already.
 */
export function eachSentenceOnce(happenings: readonly Happening[]): Happening[] {
  const told = new Set<string>();
  const fresh = ({ sentences }: Happening) =>
    sentences.filter(({ answerId, text }) => {
      const key = `${answerId} ${text}`;
      return !told.has(key) && told.add(key);
    });
  const movements = new Map(
    happenings.flatMap((one) => (one.answerId === null ? [[one, fresh(one)] as const] : [])),
  );
  return happenings.flatMap((one) => {
    const sentences = movements.get(one) ?? fresh(one);
    const left = { ...one, sentences };
    return isSpent(left) ? [] : [left];
  });
}
