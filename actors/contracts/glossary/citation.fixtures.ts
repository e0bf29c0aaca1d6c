/** `CPC, arts. 313, V, e 1.037, II` taken apart. */
export interface Citation {
  law: string;
  /** `5º`, `103-A`, `1.015`: as they are written. */
  articles: { number: string; items: string[] }[];
}

const ARTICLE = /^\d{1,3}º?(-[A-Z])?$|^[1-9]\.\d{3}$/;
const PARAGRAPHS = /^§§? [1-9]\d?º?( (a|e) [1-9]\d?º?)?$|^parágrafo único$/;
const ITEM = /^[IVXLCDM]+$/;
const LETTER = /^“[a-z]”$/;

/** @throws Error saying which part of a citation is not one */
export function parseCitation(source: string): Citation {
  const [, law, kind, rest] = /^(.+?), (arts?\.) (.+)$/.exec(source) ?? [];
  if (!law || !rest) throw new Error(`"${source}" names no article`);
  const articles: Citation['articles'] = [];
  for (const part of rest.split(/, e |, /).flatMap(divide)) {
    const last = articles.at(-1);
    if (ARTICLE.test(part)) articles.push({ number: part, items: [] });
    else if (last && ITEM.test(part)) last.items.push(part);
    else if (!last || !(PARAGRAPHS.test(part) || LETTER.test(part)))
      throw new Error(`"${part}" of "${source}" is no article, paragraph, item or letter`);
  }
  if ((kind === 'arts.') !== articles.length > 1)
    throw new Error(`"${source}": art. is one, arts. are several`);
  return { law, articles };
}

/** "e" and "a" join articles and items, and belong to a paragraph that has them. */
function divide(part: string): string[] {
  return part.startsWith('§') ? [part] : part.split(/ e | a /);
}

/** The figure of an article: 1015 of `1.015`, 5 of `5º`, 103 of `103-A`. */
export function figureOf(article: string): number {
  return Number.parseInt(article.replace('.', ''), 10);
}

const DIGITS: Record<string, number> = { I: 1, V: 5, X: 10, L: 50, C: 100, D: 500, M: 1_000 };

/** 71 of `LXXI`; NaN of what is not written as Romans would. */
export function romanOf(text: string): number {
  const values = [...text].map((letter) => DIGITS[letter] ?? Number.NaN);
  const value = values.reduce((sum, v, i) => sum + (v < (values[i + 1] ?? 0) ? -v : v), 0);
  return toRoman(value) === text ? value : Number.NaN;
}

function toRoman(value: number): string {
  const parts = Object.entries({ C: 100, XC: 90, L: 50, XL: 40, X: 10, IX: 9, V: 5, IV: 4, I: 1 });
  let rest = value;
  let text = '';
  for (const [letters, worth] of parts) {
    for (; rest >= worth; rest -= worth) text += letters;
  }
  return text;
}
