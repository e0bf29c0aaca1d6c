/** One index of the DataJud public API. */
export interface Court {
  /** Without the `api_publica_` prefix: `tjsp`, `tre-dft`, `trf4`. */
  alias: string;
  /** The acronym a lawyer knows: `TJSP`, `TRE-DF`, `TRF4`. */
  tribunal: string;
  /** In Portuguese. */
  name: string;
  /** J of the court's own numbers: 3 STJ, 4 federal, 5 labour, 6 electoral, 7 federal military, 8 state, 9 state military. */
  segment: string;
  /** TR of the court's own numbers. */
  court: string;
  /** For the courts of one state. */
  uf?: string;
}

/** The states in the order of TR (Res. CNJ 65/2008, annex), with the article their names take. */
const STATES = [
  ['AC', 'do Acre'],
  ['AL', 'de Alagoas'],
  ['AP', 'do Amapá'],
  ['AM', 'do Amazonas'],
  ['BA', 'da Bahia'],
  ['CE', 'do Ceará'],
  ['DF', 'do Distrito Federal'],
  ['ES', 'do Espírito Santo'],
  ['GO', 'de Goiás'],
  ['MA', 'do Maranhão'],
  ['MT', 'de Mato Grosso'],
  ['MS', 'de Mato Grosso do Sul'],
  ['MG', 'de Minas Gerais'],
  ['PA', 'do Pará'],
  ['PB', 'da Paraíba'],
  ['PR', 'do Paraná'],
  ['PE', 'de Pernambuco'],
  ['PI', 'do Piauí'],
  ['RJ', 'do Rio de Janeiro'],
  ['RN', 'do Rio Grande do Norte'],
  ['RS', 'do Rio Grande do Sul'],
  ['RO', 'de Rondônia'],
  ['RR', 'de Roraima'],
  ['SC', 'de Santa Catarina'],
  ['SE', 'de Sergipe'],
  ['SP', 'de São Paulo'],
  ['TO', 'do Tocantins'],
] as const;

const STATES_WITH_MILITARY_COURT: readonly string[] = ['MG', 'RS', 'SP'];

/**
 * The 91 indexes of the DataJud public API (datajud-wiki.cnj.jus.br/api-publica/endpoints). Generated from the state
 * table: hand-typed lists of them in the wild swap MG with MT and forget tre-go.
 */
export const COURTS: readonly Court[] = [
  { alias: 'stj', tribunal: 'STJ', name: 'Superior Tribunal de Justiça', segment: '3', court: '00' },
  { alias: 'tst', tribunal: 'TST', name: 'Tribunal Superior do Trabalho', segment: '5', court: '00' },
  { alias: 'tse', tribunal: 'TSE', name: 'Tribunal Superior Eleitoral', segment: '6', court: '00' },
  { alias: 'stm', tribunal: 'STM', name: 'Superior Tribunal Militar', segment: '7', court: '00' },
  ...numbered('trf', 6, '4', 'Tribunal Regional Federal'),
  ...STATES.map(([uf, of], i) => stateCourt(uf, of, i)),
  ...numbered('trt', 24, '5', 'Tribunal Regional do Trabalho'),
  ...STATES.map(([uf, of], i) => electoralCourt(uf, of, i)),
  ...STATES.flatMap(([uf, of], i) =>
    STATES_WITH_MILITARY_COURT.includes(uf) ? [militaryCourt(uf, of, i)] : [],
  ),
];

/** The court behind an alias such as `tjsp`, or undefined. */
export function courtByAlias(alias: string): Court | undefined {
  return COURTS.find((court) => court.alias === alias);
}

/** The alias to try when the court's own answers 404; null for all but the electoral court of the DF, listed both ways. */
export function aliasFallback(alias: string): string | null {
  return alias === 'tre-dft' ? 'tre-df' : null;
}

/** The name of the branch of justice J in Portuguese. */
export function segmentName(segment: string): string {
  return SEGMENT_NAMES[segment] ?? 'Ramo desconhecido';
}

const SEGMENT_NAMES: Record<string, string> = {
  '1': 'Supremo Tribunal Federal',
  '2': 'Conselho Nacional de Justiça',
  '3': 'Superior Tribunal de Justiça',
  '4': 'Justiça Federal',
  '5': 'Justiça do Trabalho',
  '6': 'Justiça Eleitoral',
  '7': 'Justiça Militar da União',
  '8': 'Justiça dos Estados e do Distrito Federal',
  '9': 'Justiça Militar Estadual',
};

function numbered(prefix: string, count: number, segment: string, name: string): Court[] {
  return Array.from({ length: count }, (_, i) => ({
    alias: `${prefix}${i + 1}`,
    tribunal: `${prefix.toUpperCase()}${i + 1}`,
    name: `${name} da ${i + 1}ª Região`,
    segment,
    court: twoDigits(i + 1),
  }));
}

function stateCourt(uf: string, of: string, index: number): Court {
  const federalDistrict = uf === 'DF';
  const suffix = federalDistrict ? 'DFT' : uf;
  const name = `Tribunal de Justiça ${of}${federalDistrict ? ' e dos Territórios' : ''}`;
  return {
    alias: `tj${suffix.toLowerCase()}`,
    tribunal: `TJ${suffix}`,
    name,
    segment: '8',
    court: twoDigits(index + 1),
    uf,
  };
}

function electoralCourt(uf: string, of: string, index: number): Court {
  return {
    alias: uf === 'DF' ? 'tre-dft' : `tre-${uf.toLowerCase()}`,
    tribunal: `TRE-${uf}`,
    name: `Tribunal Regional Eleitoral ${of}`,
    segment: '6',
    court: twoDigits(index + 1),
    uf,
  };
}

function militaryCourt(uf: string, of: string, index: number): Court {
  return {
    alias: `tjm${uf.toLowerCase()}`,
    tribunal: `TJM${uf}`,
    name: `Tribunal de Justiça Militar ${of}`,
    segment: '9',
    court: twoDigits(index + 1),
    uf,
  };
}

function twoDigits(n: number): string {
  return String(n).padStart(2, '0');
}
