const UNITS =
  'zero um dois tres quatro cinco seis sete oito nove dez onze doze treze quatorze quinze dezesseis dezessete dezoito dezenove';
const TENS = 'vinte trinta quarenta cinquenta sessenta setenta oitenta noventa';
const HUNDREDS =
  'cento duzentos trezentos quatrocentos quinhentos seiscentos setecentos oitocentos novecentos';
const SCALES: Readonly<Record<string, number>> = {
  mil: 1_000,
  milhao: 1_000_000,
  milhoes: 1_000_000,
  bilhao: 1_000_000_000,
  bilhoes: 1_000_000_000,
};

/** Folded word by value; `um` and `uma` are articles more often than numbers and are not among them. */
const VALUES: ReadonlyMap<string, number> = new Map([
  ...UNITS.split(' ').map((word, n): [string, number] => [word, n]),
  ...TENS.split(' ').map((word, n): [string, number] => [word, 20 + 10 * n]),
  ...HUNDREDS.split(' ').flatMap((word, n): [string, number][] => [
    [word, 100 * (n + 1)],
    [word.replace(/os$/, 'as'), 100 * (n + 1)],
  ]),
  ['duas', 2],
  ['catorze', 14],
  ['cem', 100],
  ['meia', 0.5],
]);

/** What `um` counts, where it counts. */
const COUNTED =
  /^(anos?|mes|meses|dias?|semanas?|horas?|minutos?|salarios?|real|reais|parcelas?|vez|vezes|quinzena|decada|milhao|bilhao|mil|por)$/;

/** Numbers in words, folded text: `seiscentos` 600, `vinte e um` 21, `um milhão` 1000000, `um ano` 1. */
export function wordedNumbers(folded: string): number[] {
  const words = folded.match(/\p{L}+/gu) ?? [];
  const numbers: number[] = [];
  let [sum, total, isOpen] = [0, 0, false];
  const close = () => {
    if (isOpen) numbers.push(total + sum);
    [sum, total, isOpen] = [0, 0, false];
  };
  words.forEach((word, place) => {
    const next = words[place + 1] ?? '';
    const one =
      (word === 'um' || word === 'uma') && (COUNTED.test(next) || (isOpen && words[place - 1] === 'e'));
    const value = one ? 1 : word === 'um' ? undefined : VALUES.get(word);
    const scale = SCALES[word];
    if (value !== undefined) [sum, isOpen] = [sum + value, true];
    else if (scale !== undefined) [total, sum, isOpen] = [total + (sum || 1) * scale, 0, true];
    else if (!(word === 'e' && isOpen && (VALUES.has(next) || next === 'um' || next === 'uma'))) close();
  });
  close();
  return numbers;
}

const ORDINALS = 'primeir segund terceir quart quint sext setim oitav non decim';

/** `nona vara` as `9 vara`: in front of what courts number. */
export function ordinalsAsDigits(folded: string, before: string): string {
  const ones = ORDINALS.split(' ');
  return folded.replace(
    new RegExp(`\\b(decim[oa]|vigesim[oa])?[ -]?(${ones.join('|')})?[oa]? (?=(${before})\\b)`, 'g'),
    (whole, ten: string | undefined, one: string | undefined) => {
      if (!ten && !one) return whole;
      const tens = ten ? (ten.startsWith('d') ? 10 : 20) : 0;
      return ` ${tens + (one ? ones.indexOf(one) + 1 : 0)} `;
    },
  );
}
