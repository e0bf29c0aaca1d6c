import { expect, test } from 'bun:test';
import fc from 'fast-check';
import type { Happening } from './happening.ts';
import { eachSentenceOnce, type Sentence, withSentences } from './sentence.ts';

const MOVEMENTS = ['mov_1', 'mov_2', 'mov_3'];
const ANSWERS = ['ans_3', 'ans_2', 'ans_1'];

/** Of the newest answer first, as they are read. */
const sentences = fc
  .array(
    fc.record({
      answerId: fc.constantFrom(...ANSWERS),
      text: fc.constantFrom('Um.', 'Dois.', 'Três.'),
      movementIds: fc.subarray(MOVEMENTS, { minLength: 1 }),
      engine: fc.constant('local' as const),
    }),
  )
  .map((all) => all.toSorted((a, b) => ANSWERS.indexOf(a.answerId) - ANSWERS.indexOf(b.answerId)));

const happenings = fc.array(
  fc.oneof(
    fc.record({ movementId: fc.constantFrom(...MOVEMENTS), answerId: fc.constant(null) }),
    fc.record({ movementId: fc.constant(null), answerId: fc.constantFrom(...ANSWERS) }),
    fc.record({ movementId: fc.constant(null), answerId: fc.constant(null) }),
  ),
);
const given = fc
  .tuple(happenings, fc.infiniteStream(fc.boolean()))
  .map(([all, seals]) =>
    all.map((one) => ({ ...one, sealed: seals.next().value, sentences: [] }) as unknown as Happening),
  );

test('a movement has the sentences of one answer alone, the newest that speaks of it; a sealed case has none', () => {
  fc.assert(
    fc.property(given, sentences, (all, written) => {
      for (const { movementId, answerId, sealed, sentences: own } of withSentences(all, written)) {
        if (sealed || (movementId === null && answerId === null)) expect(own).toEqual([]);
        for (const one of own) {
          if (answerId !== null) expect(one.answerId).toBe(answerId);
          else expect(one.movementIds).toContain(movementId ?? '');
        }
        const speaks = written.find(({ movementIds }) => movementIds.includes(movementId ?? ''));
        if (!sealed && movementId !== null) expect(own[0]?.answerId).toBe(speaks?.answerId as string);
      }
    }),
  );
});

test('in a message each sentence is there once, none is lost, and no summary repeats what movements say', () => {
  fc.assert(
    fc.property(given, sentences, (all, written) => {
      const key = ({ answerId, text }: Sentence) => `${answerId} ${text}`;
      const before = withSentences(all, written);
      const after = eachSentenceOnce(before);
      const told = after.flatMap((one) => one.sentences.map(key));
      expect(new Set(told).size).toBe(told.length);
      expect(new Set(told)).toEqual(new Set(before.flatMap((one) => one.sentences.map(key))));
      const ofMovements = before.flatMap((one) => (one.answerId === null ? one.sentences.map(key) : []));
      for (const one of after) {
        if (one.answerId === null) continue;
        expect(one.sentences.length).toBeGreaterThan(0);
        for (const sentence of one.sentences) expect(ofMovements).not.toContain(key(sentence));
      }
      expect(after.filter((one) => one.answerId === null)).toHaveLength(
        before.filter((one) => one.answerId === null).length,
      );
    }),
  );
});
