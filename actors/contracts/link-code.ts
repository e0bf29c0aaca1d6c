import { createHash, randomInt } from 'node:crypto';

/** No letters that are taken for digits, and no vowels, so that no word is taken for a code. */
const ALPHABET = '23456789BCDFGHJKMNPQRSTVWXZ';
const LENGTH = 10;

/** A one-time code by which a person links a chat, about 47 random bits: `K7QXM-29TPB`. */
export function newLinkCode(): string {
  const letters = Array.from({ length: LENGTH }, () => ALPHABET[randomInt(ALPHABET.length)]).join('');
  return `${letters.slice(0, LENGTH / 2)}-${letters.slice(LENGTH / 2)}`;
}

/** The code in what somebody wrote, however they typed it; undefined when there is none. */
export function readLinkCode(text: string): string | undefined {
  const bare = text.trim().replace(/^\/?(?:start|vincular)\s+/i, '');
  const letters = bare.replaceAll(/[\s-]/g, '').toUpperCase();
  const fits = letters.length === LENGTH && [...letters].every((letter) => ALPHABET.includes(letter));
  return fits ? letters : undefined;
}

/** What is stored of a code. */
export function hashLinkCode(code: string): string {
  return createHash('sha256')
    .update(readLinkCode(code) ?? code)
    .digest('hex');
}
