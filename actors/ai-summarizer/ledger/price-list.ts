/** US dollars per million tokens, which is millionths of a dollar a token. */
export interface Price {
  input: number;
  output: number;
  cacheWrite: number;
  cacheRead: number;
}

export interface ListedPrice {
  model: string;
  /** First day on which it holds, `2026-11-01`; null holds from ever. */
  from: string | null;
  price: Price;
}

/** One entry at the least. */
export type PriceList = readonly ListedPrice[];

/**
 * As published, prompts up to 100,000 tokens: https://platform.claude.com/docs/en/about-claude/pricing. AI_PRICES replaces the
 * whole list. A change is another entry with the day from which it holds.
 */
export const DEFAULT_PRICES =
  'claude-sonnet-5-5@2026-11-01=2/10/2.5/0.2 claude-haiku-5-5@2026-11-01=0.1/0.5/0.125/0.01';

const FIELDS = ['input', 'output', 'cacheWrite', 'cacheRead'] as const;

/** `model@day=input/output/cache write/cache read`, several separated by spaces; the day may be left out. @throws Error naming what cannot be read */
export function parsePrices(text: string): PriceList {
  return text.trim().split(/\s+/).map(parseEntry);
}

function parseEntry(entry: string): ListedPrice {
  const found = /^([^=@]+)(?:@(\d{4}-\d{2}-\d{2}))?=([^=]*)$/.exec(entry);
  const [, model = '', from, figures = ''] = found ?? [];
  const numbers = figures.split('/').map((figure) => (figure === '' ? Number.NaN : Number(figure)));
  const isDay = from === undefined || new Date(`${from}T00:00:00Z`).toJSON()?.startsWith(from);
  if (
    !found ||
    !isDay ||
    numbers.length !== FIELDS.length ||
    !numbers.every((n) => Number.isFinite(n) && n >= 0)
  )
    throw new Error(
      `"${entry}" is not model@day=input/output/cache write/cache read in US dollars per million tokens`,
    );
  const [input = 0, output = 0, cacheWrite = 0, cacheRead = 0] = numbers;
  return { model, from: from ?? null, price: { input, output, cacheWrite, cacheRead } };
}

/** What a use of a model is booked by, and how the ledger names that. */
export interface KnownPrice {
  price: Price;
  text: string;
}

/**
 * The price of a model on a day (`2026-11-25`): the newest that holds. Where none holds yet, the dearest that is listed of it;
 * where none is listed, the dearest of all: what is not known is never free.
 */
export function priceOn(list: PriceList, model: string, day: string): KnownPrice {
  const listed = list.filter((entry) => entry.model === model);
  const holding = listed.filter(({ from }) => from === null || from <= day);
  const newest = holding.reduce<ListedPrice | undefined>(
    (best, entry) => (best && (best.from ?? '') > (entry.from ?? '') ? best : entry),
    undefined,
  );
  if (newest) return { price: newest.price, text: textOf(model, newest.from ?? 'always', newest.price) };
  const price = dearest(listed.length > 0 ? listed : list);
  return { price, text: textOf(model, 'dearest', price) };
}

function dearest(list: PriceList): Price {
  const most = (field: (typeof FIELDS)[number]) => Math.max(...list.map(({ price }) => price[field]));
  return {
    input: most('input'),
    output: most('output'),
    cacheWrite: most('cacheWrite'),
    cacheRead: most('cacheRead'),
  };
}

function textOf(model: string, from: string, price: Price): string {
  return `${model}@${from}=${FIELDS.map((field) => price[field]).join('/')}`;
}
