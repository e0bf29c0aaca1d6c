import { describe, expect, test } from 'bun:test';
import fc from 'fast-check';
import { MAX_PAYLOAD_BYTES, type PayloadInput, payloadOf, withoutContent } from './payload.ts';

const input: PayloadInput = {
  type: 'movement.detected',
  timestamp: '2026-11-23T09:00:00-03:00',
  eventId: 'evt_2',
  origin: 'new',
  data: {
    process: { id: 'prc_1', number: '00000011120268260100' },
    movement: { name: 'Sentença', importance: 'critical' },
  },
  sequence: { process: 'prc_1', number: 2, previousEventId: 'evt_1' },
  secrecy: 0,
  sealedGranted: false,
  url: 'https://api.example.com/v1/events/evt_2',
};

test('the whole event, in the shape of Standard Webhooks and with its place in the sequence', () => {
  const { body, kind } = payloadOf(input);
  expect(kind).toBe('full');
  expect(JSON.parse(body)).toEqual({
    type: input.type,
    timestamp: input.timestamp,
    eventId: 'evt_2',
    origin: 'new',
    data: input.data,
    sequence: input.sequence,
    url: input.url,
  });
});

test('an event of no process has no sequence', () => {
  const { body } = payloadOf({ ...input, type: 'webhook.test', sequence: null, data: { message: 'x' } });
  expect(JSON.parse(body)).toMatchObject({ sequence: null, data: { message: 'x' } });
});

describe('sealed', () => {
  test.each([1, 5, null, Number.NaN, -1])('secrecy %p sends ids only', (secrecy) => {
    const { body, kind } = payloadOf({ ...input, secrecy });
    expect(kind).toBe('sealed');
    expect(JSON.parse(body)).toEqual({
      type: input.type,
      timestamp: input.timestamp,
      eventId: 'evt_2',
      origin: 'new',
      data: { process: { id: 'prc_1' } },
      sequence: input.sequence,
      sealed: true,
      url: input.url,
    });
  });
  test('with a grant the content goes', () => {
    expect(payloadOf({ ...input, secrecy: 3, sealedGranted: true }).kind).toBe('full');
  });
  test('a body that was rendered before the process was sealed loses its content, and only that', () => {
    const sealed = payloadOf({ ...input, secrecy: 1 }).body;
    expect(withoutContent(payloadOf(input).body)).toBe(sealed);
    expect(withoutContent(payloadOf({ ...input, data: { text: 'x'.repeat(30_000) } }).body)).toBe(sealed);
    expect(withoutContent(sealed)).toBe(sealed);
  });
  test('nothing of the data is ever left, whatever it is', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (data) => {
        const marked = { ...data, deep: [{ x: 'MARKED-VALUE' }], 'MARKED-KEY': 1 };
        expect(payloadOf({ ...input, data: marked, secrecy: 1 }).body).not.toContain('MARKED');
      }),
    );
  });
});

describe('too large', () => {
  test('texts are cut, lists shortened, and the rest kept', () => {
    const movements = Array.from({ length: 300 }, (_, i) => ({
      id: `mov_${i}`,
      name: 'Juntada de petição '.repeat(10),
    }));
    const { body, kind } = payloadOf({
      ...input,
      data: { process: { id: 'prc_1' }, note: 'á'.repeat(30_000), movements },
    });
    expect(kind).toBe('truncated');
    const parsed = JSON.parse(body);
    expect(parsed).toMatchObject({ truncated: true, url: input.url, sequence: input.sequence });
    expect(parsed.data.process).toEqual({ id: 'prc_1' });
    expect(parsed.data.note).toEndWith('…');
    expect(parsed.data.movements.length).toBeGreaterThan(0);
    expect(parsed.data.movements[0].id).toBe('mov_0');
  });
  test('no more is cut than is needed', () => {
    const data = { long: 'x'.repeat(25_000), short: 'y'.repeat(1500) };
    expect(JSON.parse(payloadOf({ ...input, data }).body).data.short).toBe(data.short);
  });
  test('an emoji is not halved', () => {
    for (const pad of ['', 'x']) {
      const { body } = payloadOf({ ...input, data: { text: pad + '⚖️😀'.repeat(10_000) } });
      expect(JSON.parse(body).data.text).not.toMatch(/[\uD800-\uDBFF](?![\uDC00-\uDFFF])/);
    }
  });
  test('thousands of keys, or a depth of thousands, leave the id and the link', () => {
    const wide = Object.fromEntries(Array.from({ length: 5000 }, (_, i) => [`key-${i}`, i]));
    expect(JSON.parse(payloadOf({ ...input, data: wide }).body)).toMatchObject({
      eventId: 'evt_2',
      data: {},
      truncated: true,
      url: input.url,
    });
    let deep: Record<string, unknown> = { text: 'x'.repeat(30_000) };
    for (let i = 0; i < 500; i++) deep = { deep };
    expect(payloadOf({ ...input, data: deep }).kind).toBe('truncated');
  });
  test('no data makes a body that is too large or no JSON', () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.string(), fc.jsonValue()),
        fc.integer({ min: 1, max: 4000 }),
        (data, times) => {
          const { body, kind } = payloadOf({
            ...input,
            data: { data, big: Array(times).fill(data), text: 'ç'.repeat(times * 5) },
          });
          expect(Buffer.byteLength(body)).toBeLessThanOrEqual(MAX_PAYLOAD_BYTES);
          const parsed = JSON.parse(body);
          expect(parsed.type).toBe(input.type);
          expect(parsed.truncated === true).toBe(kind === 'truncated');
        },
      ),
      { numRuns: 60 },
    );
  });
});
