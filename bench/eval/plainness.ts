/**
 * How easy a Portuguese text is to read: Flesch's index with the constants of Martins, Ghiraldelo, Nunes and Oliveira Jr. (1996),
 * 248.835 − 1.015 × words a sentence − 84.6 × syllables a word. From 75 very easy (first years of school), 50 to 75 easy, 25 to 50
 * difficult, below that very difficult. Undefined without a word.
 */
export function flesch(text: string): number | undefined {
  // A date is read as one word, and says nothing about how plain the rest is.
  const read = text.replace(/\d{2}\/\d{2}\/\d{4}/g, 'data').replace(/\d+[ªº]?/g, 'dez');
  const sentences = read.split(/[.!?:;]+(?:\s|$)/).filter((sentence) => /\p{L}/u.test(sentence));
  const words = read.match(/\p{L}+/gu) ?? [];
  if (words.length === 0) return undefined;
  const syllables = words.reduce((sum, word) => sum + syllablesOf(word), 0);
  return 248.835 - 1.015 * (words.length / Math.max(1, sentences.length)) - 84.6 * (syllables / words.length);
}

const STRONG = 'aeoáéóâêôãõà';

/**
 * Syllables of a Portuguese word by its vowels. A strong vowel begins one. A weak one (i, u) joins the strong one before it
 * (`causa`), unless it is accented or closes a syllable of its own (`ainda`, `juiz`). A strong one after a weak one begins its own
 * (`dia`, `situação`), unless the u is that of qu or gu, or the word is stressed elsewhere and ends there (`história`).
 */
export function syllablesOf(word: string): number {
  if (/^[^AEIOUaeiou]{2,5}$/.test(word)) return word.length;
  const text = word
    .toLowerCase()
    .replace(/([qg])u(?=[eiéêí])/g, '$1')
    .replace(/([qg])u(?=[aoáâãó])/g, '$1');
  const isStressedElsewhere = (place: number) =>
    /[áéóâêôíú]/.test(text.slice(0, place - 1)) && /^.s?$/.test(text.slice(place));
  let count = 0;
  let before: 'none' | 'strong' | 'weak' = 'none';
  for (const [place, letter] of [...text].entries()) {
    if (STRONG.includes(letter)) {
      const isNasalEnd = /[oe]/.test(letter) && /[ãõ]/.test(text[place - 1] ?? '');
      const joins = before === 'weak' && isStressedElsewhere(place);
      if (!isNasalEnd && !joins) count++;
      before = 'strong';
    } else if (/[íú]/.test(letter)) {
      count++;
      before = 'strong';
    } else if (/[iuü]/.test(letter)) {
      if (before === 'none' || /^[nmrlz](?![aeiouh])/.test(text.slice(place + 1))) count++;
      before = before === 'strong' ? 'strong' : 'weak';
    } else before = 'none';
  }
  return Math.max(1, count);
}
