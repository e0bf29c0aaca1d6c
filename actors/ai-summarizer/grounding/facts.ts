/** What a sentence claims that can be looked up: days, numbers, courts, names. */
export interface Facts {
  /** `2024-03-05`, `2024-03` or `2024`. */
  dates: string[];
  /** Digits without separators: `15`, `1500,50`. */
  numbers: string[];
  /** Acronyms and units, folded: `tjsp`, `2 vara civel de campinas`. */
  courts: string[];
  /** Names of people, companies and places, folded. */
  names: string[];
}

const MONTHS: readonly string[] =
  'janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro'.split(' ');

const NUMBER_WORDS: Readonly<Record<string, string>> = Object.fromEntries(
  (
    'dois 2, duas 2, três 3, quatro 4, cinco 5, seis 6, sete 7, oito 8, nove 9, dez 10, onze 11, doze 12, treze 13, quatorze 14, ' +
    'catorze 14, quinze 15, dezesseis 16, dezessete 17, dezoito 18, dezenove 19, vinte 20, trinta 30, quarenta 40, cinquenta 50, ' +
    'sessenta 60, setenta 70, oitenta 80, noventa 90, cem 100, duzentos 200, trezentos 300, quinhentos 500, mil 1000'
  )
    .split(', ')
    .map((pair) => pair.split(' ') as [string, string]),
);

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
  const rest = text
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

/** Numbers in digits, and those in words that count something. */
export function numbersOf(text: string): string[] {
  const digits = [...text.matchAll(/\d[\d.]*(?:,\d+)?/g)].map(([n]) =>
    n.replaceAll('.', '').replace(/,0+$/, ''),
  );
  const words = [...text.toLowerCase().matchAll(/\p{L}+/gu)].flatMap(([word]) => NUMBER_WORDS[word] ?? []);
  return [...digits, ...words];
}

const ACRONYM =
  /\b(?:TJ[A-Z]{2,4}|TRF ?-?\d|TRT ?-?\d{1,2}|TRE-?[A-Z]{2,3}|TJM[A-Z]{2}|STF|STJ|TST|TSE|STM|CNJ|CARF|INSS|TNU|TRU)\b/g;
const UNIT =
  /\b(?:\d{1,3}\s?[ªº°]?\s+)?(?:vara|câmara|camara|turma|juizado|zona eleitoral|auditoria|comarca|seção|secao|gabinete|tribunal|foro|fórum)\b(?:\s+(?:(?:de|da|do|das|dos|e)\s+)?[\p{L}\d]+){0,6}/giu;
/** Of a unit, words that may follow it in a sentence and are no part of its name. */
const ENDS_UNIT =
  /\s(?:e|em|que|para|onde|no|na|com|por|se|foi|vai|pode|julgou|decidiu|ainda|já|ja|recebeu|analisa|deve|precisa|é|está|esta)\s.*$/iu;

/** Courts that a text speaks of by name. */
export function courtsOf(text: string): string[] {
  const acronyms = [...text.matchAll(ACRONYM)].map(([name]) => fold(name).replace(/[ -]/g, ''));
  const units = [...text.matchAll(UNIT)]
    .map(([name]) => fold(name.replace(ENDS_UNIT, '')))
    // `o tribunal`, `a turma recursal` name nothing in particular.
    .filter((name) => /\d|\b(de|da|do)\b \p{L}{3,}/u.test(name) && !GENERIC_UNIT.test(name));
  return [...acronyms, ...units];
}

const GENERIC_UNIT =
  /^(tribunal|turma|camara|vara|juizado|secao|comarca|foro|forum|gabinete)( (recursal|superior|regional|estadual|federal|competente|julgadora|especial|especiais|criminal|civel|juizados|justica|justica federal|trabalho|uniformizacao|origem|causa|processo|caso|relator|relatora|segunda|instancia|grau|segundo|de|da|do|dos|das))*$/;
