import { wordedNumbers } from './numerals.ts';

const MONTHS: readonly string[] =
  'janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro'.split(' ');

const DAY_WORDS: ReadonlyMap<string, number> = new Map([
  ['primeiro', 1],
  ...'um dois três quatro cinco seis sete oito nove dez onze doze treze quatorze quinze dezesseis dezessete dezoito dezenove vinte'
    .split(' ')
    .map((word, place): [string, number] => [word, place + 1]),
  ['catorze', 14],
  ['trinta', 30],
]);

/** Lower case, without accents and ordinal marks, single spaces. */
export function fold(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[ªº°]/g, '')
    .toLowerCase()
    .replace(/\s+/g, ' ')
    .trim();
}

/** Takes the days out of a text; answers them and what is left. */
export function takeDates(text: string): { dates: string[]; rest: string } {
  const dates: string[] = [];
  const take = (date: string) => {
    dates.push(date);
    return ' ';
  };
  const two = (n: string) => n.padStart(2, '0');
  const month = (name: string) =>
    two(String(MONTHS.indexOf(name.toLowerCase().replace('marco', 'março')) + 1));
  const names = `${MONTHS.join('|')}|marco`;
  const worded = new RegExp(
    `(?<!\\p{L})(?:(vinte|trinta) e )?(${[...DAY_WORDS.keys()].join('|')})(?=\\s+de\\s+(?:${names})(?!\\p{L}))`,
    'giu',
  );
  const inDigits = (_: string, tens: string | undefined, word: string) =>
    String((DAY_WORDS.get(tens?.toLowerCase() ?? '') ?? 0) + (DAY_WORDS.get(word.toLowerCase()) ?? 0));
  const rest = text
    .replace(worded, inDigits)
    .replace(/\b(\d{4})-(\d\d)-(\d\d)(?:T[\d:.]+(?:Z|[+-]\d\d:?\d\d)?)?/g, (_, y, m, d) =>
      take(`${y}-${m}-${d}`),
    )
    .replace(/\b(\d{1,2})[/.](\d{1,2})[/.](\d{4})\b/g, (_, d, m, y) => take(`${y}-${two(m)}-${two(d)}`))
    .replace(/\b(\d{1,2})[/.](\d{1,2})[/.](\d\d)\b/g, (_, d, m, y) => take(`20${y}-${two(m)}-${two(d)}`))
    .replace(
      new RegExp(`\\b(\\d{1,2})[º°]?\\s+de\\s+(${names})(?:\\s+de\\s+(\\d{4}))?`, 'gi'),
      (_, d, m, y) => take(y ? `${y}-${month(m)}-${two(d)}` : `-${month(m)}-${two(d)}`),
    )
    .replace(new RegExp(`\\b(${names})\\s+(?:de|/)\\s*(\\d{4})\\b`, 'gi'), (_, m, y) =>
      take(`${y}-${month(m)}`),
    )
    .replace(/\b(\d{1,2})\/(\d{4})\b/g, (_, m, y) => take(`${y}-${two(m)}`))
    .replace(/\b(?:em|de|desde|até|ano de)\s+((?:19|20)\d\d)\b/gi, (_, y) => take(y));
  return { dates, rest };
}

/** Numbers in digits, and those in words that count something; not the digit of `G1` or `TRT2`. */
export function numbersOf(text: string): string[] {
  const digits = [...text.matchAll(/(?<![\p{L}\d]|\p{Lu}-)\d[\d.]*(?:,\d+)?/gu)].map(([n]) =>
    n.replaceAll('.', '').replace(/,0+$/, ''),
  );
  return [...digits, ...wordedNumbers(fold(text)).map((number) => String(number).replace('.', ','))];
}

/** What no movement has a word of: days of the week, and spans from one day to another. */
const RELATIVE =
  /\b(segunda|terca|quarta|quinta|sexta)s?-feiras?\b|\b(sabado|domingo)s?\b|\b(ontem|anteontem|amanha|vespera)\b|\b(dia|semana|mes|ano)s? (seguinte|passad[oa]|anterior|que vem)s?\b|\b(proxim[oa]|ultim[oa])s? (\w+ )?(dia|semana|mes|ano)(es)?s?\b|\b(dia|semana|mes|ano)(es)?s? (depois|apos|antes|atras|mais tarde)\b|\b(ha|faz|apos|depois de|em menos de|durante) (\w+ )?(poucos|alguns|varios|muitos|quase) (dia|semana|mes|ano)(es)?s?\b/g;

/** Folded. */
export function relativeTimesOf(text: string): string[] {
  return [...fold(text).matchAll(RELATIVE)].map(([words]) => words);
}
