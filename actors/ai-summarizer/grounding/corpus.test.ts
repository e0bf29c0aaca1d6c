import { describe, expect, test } from 'bun:test';
import { PLAIN } from '../engine/local/plain-phrases.ts';
import { FALSE_SENTENCES } from '../test-kit/false-sentences.ts';
import { caseOf, type Labelled } from '../test-kit/labelled.ts';
import { TRUE_SENTENCES } from '../test-kit/true-sentences.ts';
import { doubtsOf } from './verify.ts';

function doubtsAbout(labelled: Labelled): string[] {
  const { sources, refs } = caseOf(labelled);
  return doubtsOf({ section: labelled.section ?? 'happened', text: labelled.text, sources: refs }, sources);
}

const titled = (sentences: readonly Labelled[]) =>
  sentences.map((one) => [`${one.text} [${one.cites.join(', ')}]`, one] as const);

describe('doubted, being false', () => {
  test.each(titled(FALSE_SENTENCES))('%s', (_, one) => {
    expect(doubtsAbout(one)).not.toEqual([]);
  });
});

describe('proved, being true', () => {
  test.each(titled(TRUE_SENTENCES))('%s', (_, one) => {
    expect(doubtsAbout(one)).toEqual([]);
  });
});

/** What is true of so many movements that it says nothing of their result. */
const NO_RESULT = [193, 11009, 11010, 11383, 12163, 12164];

describe('what the rules say of a movement', () => {
  const phrases = Object.entries(PLAIN).map(([code, words]) => [words, Number(code)] as const);

  test.each(phrases)('“%s” is proved by a movement of code %i, and not by some decision', (words, code) => {
    const text = `${code === 26 ? 'Em 10/01/2023' : 'Em 05/03/2024'}, ${words}.`;
    expect(doubtsAbout({ text, cites: [code] })).toEqual([]);
    if (!NO_RESULT.includes(code)) expect(doubtsAbout({ text, cites: [12164] })).not.toEqual([]);
  });
});
