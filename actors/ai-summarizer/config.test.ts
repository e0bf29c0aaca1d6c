import { describe, expect, test } from 'bun:test';
import { DEFAULT_MODELS, parseModels, unpriced } from './config.ts';
import { ceilingOf, costOf } from './ledger/price.ts';
import { DEFAULT_PRICES, parsePrices, priceOn } from './ledger/price-list.ts';
import { pauseOf, retryAfterOf } from './limits/headers.ts';

describe('models and prices', () => {
  test('a model for all, others for some tasks; each has a price', () => {
    const models = parseModels('big notice=small term=tiny');
    expect(models).toEqual({
      summary: 'big',
      notice: 'small',
      question: 'big',
      risk: 'big',
      classification: 'big',
      term: 'tiny',
    });
    expect(
      unpriced({
        models,
        fallbackModel: 'small',
        prices: parsePrices('big=2/10/2.5/0.2 small=1/5/1.25/0.1'),
      }),
    ).toEqual(['tiny']);
    const usual = {
      models: parseModels(DEFAULT_MODELS),
      fallbackModel: null,
      prices: parsePrices(DEFAULT_PRICES),
    };
    expect(unpriced(usual)).toEqual([]);
  });

  test.each(['', 'summary=x', 'big poem=x', 'big notice='])('models %p are refused', (text) => {
    expect(() => parseModels(text)).toThrow();
  });

  test.each([
    '',
    'm',
    'm=1/2',
    'm=1/2/3/x',
    'm=1/2/3/',
    'm=1/2/3/4/5',
    'm=-1/2/3/4',
    '=1/2/3/4',
    'm@2026-02-30=1/2/3/4',
  ])('prices %p are refused', (text) => {
    expect(() => parsePrices(text)).toThrow();
  });

  test('a price holds from its day, and what is not known costs as the dearest and never nothing', () => {
    const list = parsePrices('m=1/1/1/1 m@2026-11-01=2/9/2/2 m@2027-01-01=3/3/3/3 later@2027-01-01=5/5/5/5');
    const on = (model: string, day: string) => priceOn(list, model, day).text;
    expect(on('m', '2026-10-31')).toBe('m@always=1/1/1/1');
    expect(on('m', '2026-11-01')).toBe('m@2026-11-01=2/9/2/2');
    expect(on('m', '2027-06-30')).toBe('m@2027-01-01=3/3/3/3');
    expect(on('later', '2026-11-25')).toBe('later@dearest=5/5/5/5');
    expect(on('nobody-knows', '2026-11-25')).toBe('nobody-knows@dearest=5/9/5/5');
  });

  test('a use costs what its tokens cost, and never more than its ceiling', () => {
    const price = { input: 2, output: 10, cacheWrite: 2.5, cacheRead: 0.2 };
    const use = { inputTokens: 100, cacheWriteTokens: 1_000, cacheReadTokens: 500, outputTokens: 300 };
    expect(costOf(use, price)).toBe(100 * 2 + 1_000 * 2.5 + 500 * 0.2 + 300 * 10);
    expect(costOf(use, price, 0.5)).toBe(costOf(use, price) / 2);
    // Of a text of 1,600 bytes no tokeniser makes more tokens than that.
    const { micros, tokens } = ceilingOf(1_600, 300, price);
    expect(micros).toBeGreaterThanOrEqual(costOf(use, price));
    expect(tokens).toBe(1_600 + 1_000 + 300);
  });
});

describe('what the provider says of its limits', () => {
  const NOW = Date.parse('2026-11-25T12:00:00Z');
  const limits = (remaining: string, reset: string) =>
    new Headers({
      'anthropic-ratelimit-input-tokens-remaining': remaining,
      'anthropic-ratelimit-input-tokens-reset': reset,
    });

  test.each([
    ['1', '2026-11-25T12:00:20Z', 0],
    ['0', '2026-11-25T12:00:20Z', 20_000],
    ['0', '2026-11-25T11:00:00Z', 0],
    ['0', '2027-11-25T12:00:00Z', 60_000],
    ['0', 'soon', 0],
  ])('%s left until %s is a pause of %i ms', (remaining, reset, pause) => {
    expect(pauseOf(limits(remaining, reset), NOW)).toBe(pause);
  });

  test.each([
    [{ 'retry-after': '3' }, 3_000],
    [{ 'retry-after': 'Wed, 25 Nov 2026 12:00:05 GMT' }, 5_000],
    [{ 'retry-after-ms': '120', 'retry-after': '3' }, 120],
    [{ 'retry-after': 'later' }, undefined],
    [{}, undefined],
  ])('%j is a wait of %p ms', (headers, wait) => {
    expect(retryAfterOf(new Headers(headers as Record<string, string>), NOW)).toBe(wait);
  });
});
