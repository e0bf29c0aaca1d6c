import { describe, expect, test } from 'bun:test';
import fc from 'fast-check';
import { checkDigits, formatCnjNumber, fromOldTrf4Number, parseCnjNumber } from './cnj-number.ts';

const REAL = `
  0000832-35.2018.4.01.3202 0722391-40.2017.8.07.0001 0007303-97.2013.8.07.0015 0035607-92.2016.8.07.0018
  1000413-22.2017.8.26.0415 1000472-68.2021.8.26.0415 0001335-96.2022.8.26.0450 0006627-50.2008.8.26.0451
  0010490-56.2025.8.26.0309 1053565-57.2024.8.26.0053 1009216-17.2023.8.26.0016 5019210-08.2021.4.04.7100
  5014747-28.2014.4.04.7113 5000648-85.2011.4.04.7104 0066575-48.2024.8.19.0000 0919992-11.2023.8.19.0001
  5082351-40.2017.8.13.0024 0826978-75.2022.8.13.0000 1962428-07.2021.8.13.0000 2386369-81.2022.8.13.0000
  0828449-44.2026.8.15.2001 0002142-31.2017.8.16.0140 7011534-06.2023.8.22.0007 0804563-90.2021.8.14.0005
  0003325-88.2014.8.01.0001 0709098-48.2018.8.07.0007 0010599-76.2021.5.03.0026 0020280-66.2013.5.04.0012
  1001196-38.2022.5.02.0712 0001045-97.2022.2.00.0000
  0000001-17.2099.8.26.0001 0000001-12.2099.8.19.0001 0000001-89.2099.4.03.0001 0000001-72.2099.5.15.0001
  0000001-82.2099.6.26.0001 0000001-33.2099.9.26.0001 0000001-25.2099.1.00.0001`
  .trim()
  .split(/\s+/);

const pad = (n: number, width: number) => String(n).padStart(width, '0');

/** Any number that the annex of Res. 65 allows. */
const anyNumber = fc
  .tuple(
    fc.integer({ min: 1, max: 9_999_999 }),
    fc.integer({ min: 1950, max: 2099 }),
    fc.oneof(
      fc.constantFrom(['1', '00'], ['2', '00'], ['3', '00'], ['4', '90'], ['5', '90'], ['6', '00']),
      fc.tuple(
        fc.constant('4'),
        fc.integer({ min: 1, max: 6 }).map((n) => pad(n, 2)),
      ),
      fc.tuple(
        fc.constant('5'),
        fc.integer({ min: 0, max: 24 }).map((n) => pad(n, 2)),
      ),
      fc.tuple(
        fc.constantFrom('6', '8', '9'),
        fc.integer({ min: 1, max: 27 }).map((n) => pad(n, 2)),
      ),
      fc.tuple(
        fc.constant('7'),
        fc.integer({ min: 0, max: 12 }).map((n) => pad(n, 2)),
      ),
    ),
    fc.integer({ min: 0, max: 9999 }),
  )
  .map(([n, y, jtr, o]) => {
    const [segment = '', court = ''] = jtr;
    const parts = { sequence: pad(n, 7), year: String(y), segment, court, origin: pad(o, 4) };
    return `${parts.sequence}${checkDigits(parts)}${y}${segment}${court}${parts.origin}`;
  });

function reasonOf(input: string) {
  const result = parseCnjNumber(input);
  return result.ok ? 'accepted' : result.reason;
}

describe('real numbers', () => {
  test.each(REAL)('%s is accepted masked and bare, and prints back', (masked) => {
    const bare = masked.replace(/\D/g, '');
    for (const input of [masked, bare, `  ${masked}\t`, bare.replace(/^0+/, '')]) {
      const result = parseCnjNumber(input);
      expect(result).toMatchObject({ ok: true, number: { digits: bare } });
      if (result.ok) expect(formatCnjNumber(result.number)).toBe(masked);
    }
    expect(formatCnjNumber(bare)).toBe(masked);
  });

  test('the parts are named', () => {
    expect(parseCnjNumber('0000832-35.2018.4.01.3202')).toEqual({
      ok: true,
      number: {
        digits: '00008323520184013202',
        sequence: '0000832',
        checkDigits: '35',
        year: '2018',
        segment: '4',
        court: '01',
        origin: '3202',
      },
    });
  });
});

describe('any number', () => {
  test('the check digits satisfy ISO 7064 in one big division', () => {
    fc.assert(
      fc.property(anyNumber, (digits) => {
        const moved = `${digits.slice(0, 7)}${digits.slice(9)}${digits.slice(7, 9)}`;
        expect(BigInt(moved) % 97n).toBe(1n);
        const dd = Number(digits.slice(7, 9));
        expect(dd >= 2 && dd <= 98).toBe(true);
      }),
    );
  });

  test('parsing undoes formatting', () => {
    fc.assert(
      fc.property(anyNumber, (digits) => {
        expect(parseCnjNumber(formatCnjNumber(digits))).toMatchObject({ ok: true, number: { digits } });
      }),
    );
  });

  test('lost leading zeros come back', () => {
    fc.assert(
      fc.property(anyNumber, (digits) => {
        const result = parseCnjNumber(digits.replace(/^0+/, ''));
        expect(result).toMatchObject({ ok: true, number: { digits } });
      }),
    );
  });

  test('one wrong digit is never accepted', () => {
    fc.assert(
      fc.property(anyNumber, fc.nat(19), fc.integer({ min: 1, max: 9 }), (digits, at, by) => {
        const wrong = `${digits.slice(0, at)}${(Number(digits[at]) + by) % 10}${digits.slice(at + 1)}`;
        expect(parseCnjNumber(wrong).ok).toBe(false);
      }),
    );
  });

  test('two neighbouring digits swapped are never accepted', () => {
    fc.assert(
      fc.property(anyNumber, fc.nat(18), (digits, at) => {
        const swapped = `${digits.slice(0, at)}${digits[at + 1]}${digits[at]}${digits.slice(at + 2)}`;
        fc.pre(swapped !== digits);
        expect(parseCnjNumber(swapped).ok).toBe(false);
      }),
    );
  });

  test('wrong check digits are told with the right ones', () => {
    fc.assert(
      fc.property(anyNumber, fc.integer({ min: 1, max: 99 }), (digits, by) => {
        fc.pre(!digits.endsWith('00000'));
        const wrong = `${digits.slice(0, 7)}${pad((Number(digits.slice(7, 9)) + by) % 100, 2)}${digits.slice(9)}`;
        expect(parseCnjNumber(wrong)).toMatchObject({
          ok: false,
          reason: 'wrong_check_digits',
          suggestion: formatCnjNumber(digits),
        });
      }),
    );
  });

  test('no text makes it throw, and every refusal says what to fix', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.stringMatching(/^[\d./ -]{0,40}$/)), (text) => {
        const result = parseCnjNumber(text);
        if (!result.ok) expect(result.message.length > 0 && result.fix.length > 0).toBe(true);
      }),
      { numRuns: 500 },
    );
  });
});

describe('as people write it', () => {
  test.each([
    ['en dash', '0000832–35.2018.4.01.3202'],
    ['minus sign', '0000832−35.2018.4.01.3202'],
    ['non-breaking hyphen and spaces', '\u00a00000832‑35.2018.4.01.3202\u00a0'],
    ['full-width digits', '００００８３２-35.2018.4.01.3202'],
    ['zero-width space and byte order mark', '\ufeff0000832-35.2018\u200b.4.01.3202'],
    ['apostrophe of a spreadsheet', "'00008323520184013202"],
    ['formula text', '="0000832-35.2018.4.01.3202"'],
    ['zeros lost in several groups', '832-35.2018.4.1.3202'],
    ['J and TR written together', '0000832-35.2018.401.3202'],
    ['spaces for dots', '0000832 35 2018 4 01 3202'],
  ])('%s', (_, input) => {
    expect(parseCnjNumber(input)).toMatchObject({ ok: true, number: { digits: '00008323520184013202' } });
  });

  test.each([
    ['', 'empty'],
    [' \u200b ', 'empty'],
    ['abc', 'unrecognised_characters'],
    ['./-', 'unrecognised_characters'],
    ['٠٠٠٠٨٣٢-35.2018.4.01.3202', 'unrecognised_characters'],
    ['8,32352E+15', 'scientific_notation'],
    ['123', 'too_short'],
    ['000008323520184013202', 'too_long'],
    ['0000832-35.2018.4.01.3202 0722391-40.2017.8.07.0001', 'too_long'],
    ['0000001-17.2099.0.26.0001', 'unknown_court'],
    ['0000001-17.2099.8.28.0001', 'unknown_court'],
    ['0000001-17.2099.4.00.0001', 'unknown_court'],
    ['0000001-17.1099.8.26.0001', 'impossible_year'],
    ['0020480-56.2025.8.26.1011', 'wrong_check_digits'],
    ['0000001-99.2099.8.19.0001', 'wrong_check_digits'],
    ['2006.71.13.001100-4', 'old_trf4_number'],
  ])('%p is refused: %s', (input, reason) => {
    expect(reasonOf(input)).toBe(reason);
  });

  test('an invented number is told its right check digits', () => {
    expect(parseCnjNumber('0020480-56.2025.8.26.1011')).toMatchObject({
      suggestion: '0020480-02.2025.8.26.1011',
      fix: expect.stringContaining('o certo é 02'),
    });
  });

  test('a number that a spreadsheet rounded is told so, without a guess', () => {
    const rounded = parseCnjNumber('10535655720248200000');
    expect(rounded).toMatchObject({ reason: 'wrong_check_digits', fix: expect.stringContaining('texto') });
    expect('suggestion' in rounded).toBe(false);
  });
});

describe('the form of the TRF4 before 2010', () => {
  test('becomes the unified number', () => {
    for (const old of ['2006.71.13.001100-4', '200671130011004']) {
      const number = fromOldTrf4Number(old);
      expect(number && formatCnjNumber(number)).toBe('0001100-32.2006.4.04.7113');
    }
    expect(parseCnjNumber('2006.71.13.001100-4')).toMatchObject({ suggestion: '0001100-32.2006.4.04.7113' });
  });

  test('nothing else does', () => {
    expect(fromOldTrf4Number('0001100-32.2006.4.04.7113')).toBeNull();
  });
});

test('formatting refuses what is not 20 digits', () => {
  expect(() => formatCnjNumber('123')).toThrow(RangeError);
});

test('what is no number at all is not repeated: it may be anything, and ends up in problems and reports', () => {
  const parsed = parseCnjNumber('Ana Marcada, ana@example.com');
  expect(parsed.ok).toBe(false);
  expect(JSON.stringify(parsed)).not.toMatch(/Marcada|ana@/);
});
