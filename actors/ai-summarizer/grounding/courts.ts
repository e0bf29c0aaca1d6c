import { fold } from './facts.ts';
import { ordinalsAsDigits } from './numerals.ts';

const STATES: Readonly<Record<string, string>> = {
  acre: 'ac',
  alagoas: 'al',
  amapa: 'ap',
  amazonas: 'am',
  bahia: 'ba',
  ceara: 'ce',
  'distrito federal': 'dft',
  'espirito santo': 'es',
  goias: 'go',
  maranhao: 'ma',
  'mato grosso do sul': 'ms',
  'mato grosso': 'mt',
  'minas gerais': 'mg',
  paraiba: 'pb',
  parana: 'pr',
  para: 'pa',
  pernambuco: 'pe',
  piaui: 'pi',
  'rio de janeiro': 'rj',
  'rio grande do norte': 'rn',
  'rio grande do sul': 'rs',
  rondonia: 'ro',
  roraima: 'rr',
  'santa catarina': 'sc',
  'sao paulo': 'sp',
  sergipe: 'se',
  tocantins: 'to',
};

/** Full names, folded, by acronym. */
const NAMES: readonly (readonly [RegExp, string | ((region: string) => string)])[] = [
  [/\bsupremo( tribunal( federal)?)?\b/g, 'stf'],
  [/\bsuperior tribunal de justica\b/g, 'stj'],
  [/\btribunal superior do trabalho\b/g, 'tst'],
  [/\btribunal superior eleitoral\b/g, 'tse'],
  [/\bsuperior tribunal militar\b/g, 'stm'],
  [/\bconselho nacional de justica\b/g, 'cnj'],
  [/\b(?:tribunal regional federal|trf)(?: da)? ?-?(\d)(?: ?a? regiao)?\b/g, (region) => `trf${region}`],
  [
    /\b(?:tribunal regional do trabalho|trt)(?: da)? ?-?(\d{1,2})(?: ?a? regiao)?\b/g,
    (region) => `trt${region}`,
  ],
  // `três` and `treze` are no courts.
  [
    new RegExp(
      `\\b(?:tribunal regional eleitoral d[eoa] ?|tre[- ]?(?=(?:df|${Object.values(STATES).join('|')})\\b))(\\w+)\\b`,
      'g',
    ),
    (state) => `tre-${STATES[state] ?? state}`,
  ],
];
const OF_STATE = new RegExp(
  `\\btribunal de justica( do estado)? d[eoa] (${Object.keys(STATES).join('|')})\\b`,
  'g',
);

const ACRONYM =
  /\b(?:tj(?!m)[a-z]{2,3}|trf ?-?\d|trt ?-?\d{1,2}|tre-[a-z]{2,3}|tjm[a-z]{2}|tjm[gat]|stf|stj|tst|tse|stm|cnj|carf|inss|tnu)\b/g;
const NOUNS =
  'varas?|camaras?|turmas?|juizados?|zona eleitoral|auditoria|comarca|secao|gabinete|tribunal|foro|forum|nucleo|promotoria|delegacia|regiao';
const UNIT = new RegExp(
  `\\b(?:\\d{1,3} ?a?\\.? )?(?:${NOUNS})\\b(?: (?:(?:de|da|do|das|dos|e) )?[a-z\\d]+){0,6}`,
  'g',
);
/** Of a unit, words that may follow it in a sentence and are no part of its name. */
const ENDS_UNIT =
  /\s(?:e|em|que|para|onde|no|na|com|por|se|foi|vai|pode|julgou|decidiu|ainda|ja|recebeu|analisa|deve|precisa|esta|negou|aceitou|manteve|ha|houve|registrou|mandou|determinou|a|o|ao|[a-z]{3,}(?:ou|eu|iu|aram|eram|iram))(?:\s.*)?$/;

/** Courts that a text speaks of by name, folded: acronyms (`tjsp`) and units (`2 vara civel de campinas`). */
export function courtsOf(text: string): string[] {
  const plain = withAcronyms(fold(text.replace(/[“”"(),;:.!?]/g, ' ; ')));
  const acronyms = [...plain.matchAll(ACRONYM)].map(([name]) => name.replace(/[ -]/g, ''));
  const units = unitsIn(plain);
  return [...acronyms, ...units];
}

/** A text without the units of courts in it: their numbers count nothing. */
export function withoutUnits(text: string): string {
  return withAcronyms(fold(text)).replace(UNIT, (unit) => {
    const name = unit.replace(ENDS_UNIT, '');
    return ` ${unit.slice(name.length)}`;
  });
}

function withAcronyms(folded: string): string {
  const named = NAMES.reduce((words, [name, acronym]) => {
    return typeof acronym === 'string'
      ? words.replace(name, acronym)
      : words.replace(name, (_, part: string) => acronym(part));
  }, folded);
  return ordinalsAsDigits(
    named.replace(OF_STATE, (_, __, state: string) => `tj${STATES[state]}`),
    NOUNS,
  ).replace(/\s+/g, ' ');
}

function unitsIn(plain: string): string[] {
  return (
    [...plain.matchAll(UNIT)]
      .map(([name]) => name.replace(ENDS_UNIT, '').replace(/^(\d+) ?a\.? /, '$1 '))
      // `o tribunal`, `a turma recursal` name nothing in particular.
      .filter((name) => /\d|\b(de|da|do)\b [a-z]{3,}/.test(name) && !GENERIC_UNIT.test(name))
  );
}

const GENERIC_UNIT =
  /^(tribunal|turmas?|camaras?|varas?|juizados?|secao|comarca|foro|forum|gabinete)( (recursal|superior|regional|estadual|federal|competente|julgadora|especial|especiais|criminal|civel|juizados|justica|justica federal|trabalho|uniformizacao|origem|causa|processo|caso|relator|relatora|segunda|instancia|grau|segundo|de|da|do|dos|das))*$/;

/** Whether what is cited has that court: an acronym, or every word and number of a unit. @param evidence folded units and tribunals */
export function isCourtIn(court: string, evidence: readonly string[]): boolean {
  const words = court.split(' ').filter((word) => /\d/.test(word) || word.length > 2);
  return evidence.some((place) => {
    const there = new Set(
      withAcronyms(place)
        .replace(/(\d)(a|o)\b/g, '$1')
        .split(/[^a-z\d]+/)
        .map(asNumber),
    );
    return words.every((word) => there.has(asNumber(word)));
  });
}

/** Words of a court's full name, folded: those of its state. */
export function stateWordsOf(tribunal: string): string[] {
  const short = fold(tribunal).replace(/^(tj|tre-?)/, '');
  return Object.entries(STATES).flatMap(([name, state]) => (state === short ? name.split(' ') : []));
}

/** `07` is 7. */
function asNumber(word: string): string {
  return word.replace(/^0+(?=\d)/, '');
}
