/**
 * The unified case number of Res. CNJ 65/2008: `NNNNNNN-DD.AAAA.J.TR.OOOO`.
 * Every part is text: leading zeros are part of the number.
 */
export interface CnjNumber {
  /** The 20 digits without mask: what DataJud is asked for and what is stored. */
  readonly digits: string;
  /** NNNNNNN, restarts every year at each origin unit. */
  readonly sequence: string;
  /** DD, ISO 7064 mod 97-10: between 02 and 98. */
  readonly checkDigits: string;
  /** AAAA, year of filing. */
  readonly year: string;
  /** J: 1 STF, 2 CNJ, 3 STJ, 4 federal, 5 labour, 6 electoral, 7 federal military, 8 state, 9 state military. */
  readonly segment: string;
  /** TR: 00 for a superior court, 90 for CJF and CSJT. */
  readonly court: string;
  /** OOOO: origin unit, 0000 when the case began at the court itself. */
  readonly origin: string;
}

export type CnjNumberProblem =
  | 'empty'
  | 'unrecognised_characters'
  | 'scientific_notation'
  | 'old_trf4_number'
  | 'too_short'
  | 'too_long'
  | 'impossible_year'
  | 'unknown_court'
  | 'wrong_check_digits';

/** A refusal tells in Portuguese what is wrong and what to do; `suggestion` is a masked number to confirm. */
export type CnjNumberResult =
  | { ok: true; number: CnjNumber }
  | { ok: false; reason: CnjNumberProblem; message: string; fix: string; suggestion?: string };

const WIDTHS = [7, 2, 4, 1, 2, 4] as const;
/** One digit of sequence and the 13 digits after it: with fewer, more than leading zeros was lost. */
const FEWEST_DIGITS = 14;

/** The TR values in use per segment J (annex of Res. CNJ 65/2008): first, last, and 90 for the councils. */
const COURTS_OF_SEGMENT: Record<string, { first: number; last: number; council?: boolean }> = {
  '1': { first: 0, last: 0 },
  '2': { first: 0, last: 0 },
  '3': { first: 0, last: 0 },
  '4': { first: 1, last: 6, council: true },
  '5': { first: 0, last: 24, council: true },
  '6': { first: 0, last: 27 },
  '7': { first: 0, last: 12 },
  '8': { first: 1, last: 27 },
  '9': { first: 1, last: 27 },
};

/**
 * Reads a case number as people write it: masked, bare, with spaces, with a spreadsheet's odd dashes or full-width
 * digits, or with its leading zeros lost (then the check digits decide). Never throws.
 */
export function parseCnjNumber(input: string): CnjNumberResult {
  const text = plainCharacters(input);
  if (text === '') {
    return refuse('empty', 'O número do processo está vazio.', 'Informe os 20 dígitos do número CNJ.');
  }
  if (/^[\d.,]+E\+?\d+$/i.test(text)) {
    return refuse(
      'scientific_notation',
      `A planilha trocou o número por notação científica (${text}) e perdeu dígitos.`,
      'Formate a coluna como texto e cole de novo o número do processo.',
    );
  }
  if (/^\d{4}\.\d{2}\.\d{2}\.\d{6}-\d$/.test(text)) return refuseOldTrf4(text);
  if (!/^[\d\s./-]+$/.test(text) || !/\d/.test(text)) {
    return refuse(
      'unrecognised_characters',
      'Há caracteres que não fazem parte de um número CNJ.',
      'Use só os 20 dígitos, com ou sem a máscara NNNNNNN-DD.AAAA.J.TR.OOOO.',
    );
  }
  const digits = twentyDigits(text);
  if (typeof digits !== 'string') return digits;
  return checkNumber(splitNumber(digits));
}

/**
 * The check digits of a number, ISO 7064 mod 97-10: `98 - (NNNNNNN AAAA J TR OOOO 00 mod 97)`, two characters.
 * Three steps keep every intermediate value a small integer.
 */
export function checkDigits(parts: Omit<CnjNumber, 'digits' | 'checkDigits'>): string {
  const sequence = Number(parts.sequence) % 97;
  const court = Number(`${sequence}${parts.year}${parts.segment}${parts.court}`) % 97;
  const rest = Number(`${court}${parts.origin}00`) % 97;
  return String(98 - rest).padStart(2, '0');
}

/** `0000832-35.2018.4.01.3202`. @throws RangeError when given text that is not 20 digits. */
export function formatCnjNumber(number: CnjNumber | string): string {
  const digits = typeof number === 'string' ? number : number.digits;
  if (!/^\d{20}$/.test(digits)) throw new RangeError(`not the 20 digits of a CNJ number: ${digits}`);
  const n = splitNumber(digits);
  return `${n.sequence}-${n.checkDigits}.${n.year}.${n.segment}.${n.court}.${n.origin}`;
}

/**
 * The unified number of a TRF4 case numbered before 2010: `AAAA.JJ.OO.NNNNNN-D` is `0NNNNNN-DD.AAAA.4.04.JJOO`.
 * The old form's own digit D follows another rule and is not verified. Returns null for any other text.
 */
export function fromOldTrf4Number(input: string): CnjNumber | null {
  const old = /^(\d{4})\.?(\d{2})\.?(\d{2})\.?(\d{6})-?\d$/.exec(plainCharacters(input));
  if (!old) return null;
  const [, year = '', judiciary = '', office = '', sequence = ''] = old;
  const parts = {
    sequence: `0${sequence}`,
    year,
    segment: '4',
    court: '04',
    origin: `${judiciary}${office}`,
  };
  const check = checkDigits(parts);
  const digits = `${parts.sequence}${check}${year}404${parts.origin}`;
  return splitNumber(digits);
}

/** The parts of 20 digits that were verified before. */
export function splitNumber(digits: string): CnjNumber {
  return {
    digits,
    sequence: digits.slice(0, 7),
    checkDigits: digits.slice(7, 9),
    year: digits.slice(9, 13),
    segment: digits.slice(13, 14),
    court: digits.slice(14, 16),
    origin: digits.slice(16, 20),
  };
}

/** Full-width digits to ASCII, any dash to `-`, invisible characters and a spreadsheet's text marks (`'0001`, `="0001"`) away. */
function plainCharacters(input: string): string {
  return input
    .normalize('NFKC')
    .replace(/[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u00ad]/g, '')
    .replace(/[\p{Pd}\u2212]/gu, '-')
    .trim()
    .replace(/^=?["'](.*?)["']?$/, '$1')
    .trim();
}

/** Six groups are padded each on its own (`832-35.2018.4.1.3202`); anything else as one run of digits. */
function twentyDigits(text: string): string | CnjNumberResult {
  const groups = text.split(/[^\d]+/).filter((group) => group !== '');
  const grouped = groups.length === WIDTHS.length;
  if (grouped && groups.every((group, i) => group.length <= (WIDTHS[i] ?? 0))) {
    return groups.map((group, i) => group.padStart(WIDTHS[i] ?? 0, '0')).join('');
  }
  const digits = groups.join('');
  if (digits.length > 20) {
    return refuse(
      'too_long',
      `O número tem ${digits.length} dígitos; o número CNJ tem 20.`,
      'Informe um número por linha, só com os 20 dígitos.',
    );
  }
  if (digits.length < FEWEST_DIGITS) {
    return refuse(
      'too_short',
      `O número tem ${digits.length} dígitos; o número CNJ tem 20.`,
      'Informe o número completo, com os zeros à esquerda. Números administrativos e de inquérito não são aceitos.',
    );
  }
  return digits.padStart(20, '0');
}

function checkNumber(number: CnjNumber): CnjNumberResult {
  const { segment, court, year } = number;
  const right = checkDigits(number);
  const range = COURTS_OF_SEGMENT[segment];
  const tr = Number(court);
  if (!range || !((tr >= range.first && tr <= range.last) || (tr === 90 && range.council))) {
    return refuse(
      'unknown_court',
      `Não existe tribunal ${segment}.${court} (J.TR) em ${formatCnjNumber(number)}.`,
      'Confira o número na capa do processo: o trecho J.TR indica o ramo da Justiça e o tribunal, como 8.26 (TJSP).',
    );
  }
  if (Number(year) < 1800 || Number(year) > 2099) {
    return refuse(
      'impossible_year',
      `O ano de ajuizamento ${year} em ${formatCnjNumber(number)} não é possível.`,
      'Confira o número na capa do processo: o ano vem logo depois do dígito verificador.',
    );
  }
  if (right !== number.checkDigits) return refuseCheckDigits(number, right);
  return { ok: true, number };
}

function refuseCheckDigits(number: CnjNumber, right: string): CnjNumberResult {
  const given = formatCnjNumber(number);
  if (number.digits.endsWith('00000')) {
    return refuse(
      'wrong_check_digits',
      `O dígito verificador de ${given} não confere, e o número termina em zeros como quando uma planilha o arredonda.`,
      'Formate a coluna como texto e cole de novo o número do processo.',
    );
  }
  const suggestion = formatCnjNumber(
    `${number.sequence}${right}${number.year}${number.segment}${number.court}${number.origin}`,
  );
  return {
    ...refuse(
      'wrong_check_digits',
      `O dígito verificador ${number.checkDigits} de ${given} não confere.`,
      `Confira todos os dígitos. Se só o verificador estiver errado, o certo é ${right}: ${suggestion}.`,
    ),
    suggestion,
  };
}

function refuseOldTrf4(text: string): CnjNumberResult {
  const unified = fromOldTrf4Number(text);
  const suggestion = unified ? formatCnjNumber(unified) : undefined;
  return {
    ...refuse(
      'old_trf4_number',
      `${text} é um número antigo, anterior à numeração única do CNJ.`,
      `Use o número atual. Se o processo for da 4ª Região, ele é ${suggestion}.`,
    ),
    suggestion,
  };
}

function refuse(reason: CnjNumberProblem, message: string, fix: string) {
  return { ok: false as const, reason, message, fix };
}
