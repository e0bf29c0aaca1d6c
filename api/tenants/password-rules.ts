import { Problem } from '../problems/problem.ts';

// What is tried first against every account; ten characters or more, folded.
const COMMON = new Set(
  `1234567890 12345678910 123456789a 0123456789 9876543210 1q2w3e4r5t 1qaz2wsx3edc qwertyuiop qwerty12345 qwerty123456
  password12 password123 password1234 passw0rd123 senha12345 senha123456 minhasenha minhasenha123 mudar12345 mudar123456
  administrador administrator advogado123 advocacia123 advogados123 direito123 direitolux direitolux123 corinthians
  palmeiras123 flamengo123 brasil12345 iloveyou123 abcdefghij abc1234567 a123456789 q1w2e3r4t5 trustno1234 letmein1234
  welcome123 welcome1234 changeme123 dragon12345 football123 princesa123 jesuscristo`.split(/\s+/),
);

/**
 * Refuses passwords that are guessed first (NIST SP 800-63B 5.1.1.2): common ones, one character repeated, the person's own
 * address or the firm's name. @throws Problem invalid-body
 */
export function checkPassword(password: string, context: { email: string; names: readonly string[] }): void {
  const folded = fold(password);
  const own = [context.email, context.email.split('@')[0] ?? '', ...context.names].map(fold);
  const isOwn = own.some((word) => word.length >= 4 && folded.replace(word, '').length < 4);
  if (COMMON.has(folded) || new Set(folded).size < 4 || isOwn) {
    const fix = 'Choose one that nobody would try first: a phrase of four or five words is good.';
    const error = { location: 'body.user.password', message: 'It is too easy to guess.', fix };
    throw new Problem('invalid-body', { errors: [error] });
  }
}

function fold(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}|\s/gu, '')
    .toLowerCase();
}
