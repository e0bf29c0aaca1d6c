/** Cities with a court house, per state: name and IBGE code. */
export const CITIES: Readonly<Record<string, readonly (readonly [string, number])[]>> = {
  AC: [['Rio Branco', 1200401]],
  AL: [['Maceió', 2704302]],
  AM: [['Manaus', 1302603]],
  AP: [['Macapá', 1600303]],
  BA: [
    ['Salvador', 2927408],
    ['Feira de Santana', 2910800],
  ],
  CE: [['Fortaleza', 2304400]],
  DF: [['Brasília', 5300108]],
  ES: [['Vitória', 3205309]],
  GO: [
    ['Goiânia', 5208707],
    ['Anápolis', 5201108],
  ],
  MA: [['São Luís', 2111300]],
  MG: [
    ['Belo Horizonte', 3106200],
    ['Uberlândia', 3170206],
    ['Contagem', 3118601],
  ],
  MS: [['Campo Grande', 5002704]],
  MT: [['Cuiabá', 5103403]],
  PA: [['Belém', 1501402]],
  PB: [['João Pessoa', 2507507]],
  PE: [
    ['Recife', 2611606],
    ['Olinda', 2609600],
  ],
  PI: [['Teresina', 2211001]],
  PR: [
    ['Curitiba', 4106902],
    ['Londrina', 4113700],
    ['Maringá', 4115200],
  ],
  RJ: [
    ['Rio de Janeiro', 3304557],
    ['Niterói', 3303302],
  ],
  RN: [['Natal', 2408102]],
  RO: [['Porto Velho', 1100205]],
  RR: [['Boa Vista', 1400100]],
  RS: [
    ['Porto Alegre', 4314902],
    ['Caxias do Sul', 4305108],
    ['Pelotas', 4314407],
  ],
  SC: [
    ['Florianópolis', 4205407],
    ['Joinville', 4209102],
    ['Blumenau', 4202404],
  ],
  SE: [['Aracaju', 2800308]],
  SP: [
    ['São Paulo', 3550308],
    ['Campinas', 3509502],
    ['Jundiaí', 3525904],
    ['Santos', 3548500],
  ],
  TO: [['Palmas', 1721000]],
};

const TRF: readonly (readonly string[])[] = [
  ['DF', 'BA', 'GO', 'MA', 'MT', 'PI', 'TO', 'PA', 'AM', 'RO', 'AC', 'RR', 'AP'],
  ['RJ', 'ES'],
  ['SP', 'MS'],
  ['RS', 'SC', 'PR'],
  ['PE', 'CE', 'AL', 'PB', 'RN', 'SE'],
  ['MG'],
];

const TRT: readonly (readonly string[])[] = [
  ['RJ'],
  ['SP'],
  ['MG'],
  ['RS'],
  ['BA'],
  ['PE'],
  ['CE'],
  ['PA', 'AP'],
  ['PR'],
  ['DF', 'TO'],
  ['AM', 'RR'],
  ['SC'],
  ['PB'],
  ['RO', 'AC'],
  ['SP'],
  ['MA'],
  ['ES'],
  ['GO'],
  ['AL'],
  ['SE'],
  ['RN'],
  ['PI'],
  ['MT'],
  ['MS'],
];

/** The states a court answers for; Brasília for the superior courts. */
export function statesOf(court: { alias: string; uf?: string }): readonly string[] {
  if (court.uf) return [court.uf];
  const found = /^(trf|trt)(\d+)$/.exec(court.alias);
  const region = Number(found?.[2] ?? 0) - 1;
  return (found?.[1] === 'trf' ? TRF[region] : found?.[1] === 'trt' ? TRT[region] : undefined) ?? ['DF'];
}
