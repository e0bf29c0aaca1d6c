import { createHash, randomInt } from 'node:crypto';

/** No letters that are taken for digits, and no vowels, so that no word is taken for a code. */
const ALPHABET = '23456789BCDFGHJKMNPQRSTVWXZ';
const LENGTH = 10;

/** A one-time code by which a person links a chat, about 47 random bits: `K7QXM-29TPB`. */
export function newLinkCode(): string {
  const letters = Array.from({ length: LENGTH }, () => ALPHABET[randomInt(ALPHABET.length)]).join('');
  return `${letters.slice(0, LENGTH / 2)}-${letters.slice(LENGTH / 2)}`;
}

/**
 * The code in what somebody wrote, however they typed it: small or full-width letters, spaces, any dash, dots and quotes around
 * it. Undefined when there is none. Nothing is guessed: O, 0, I and 1 stand for no letter of a code.
 */
export function readLinkCode(text: string): string | undefined {
  const letters = lettersOf(text);
  const fits = letters.length === LENGTH && [...letters].every((letter) => ALPHABET.includes(letter));
  return fits ? letters : undefined;
}

/** Whether somebody meant a code and mistyped it: about as long, and no word or number of another kind. */
export function looksLikeLinkCode(text: string): boolean {
  const letters = lettersOf(text);
  const isPair = /^\s*[\p{L}\d]{5}\s*[-\u2010-\u2015]\s*[\p{L}\d]{5}\s*$/u.test(text);
  const isMixed = /\d/.test(letters) && /[A-Z]/.test(letters);
  return /^[A-Z\d]{9,11}$/.test(letters) && text.trim().split(/\s+/).length <= 2 && (isPair || isMixed);
}

function lettersOf(text: string): string {
  const bare = text
    .normalize('NFKC')
    .trim()
    .replace(/^\/?(?:start|vincular)\s+/i, '');
  return bare.replaceAll(/[\s\p{Pd}\p{Cf}.,;:"'«»“”‘’`]/gu, '').toUpperCase();
}

/** What is stored of a code. */
export function hashLinkCode(code: string): string {
  return createHash('sha256')
    .update(readLinkCode(code) ?? code)
    .digest('hex');
}
