import type { Area } from './term.ts';

/** Laws that the glossary names, with the last of their articles. Planalto, as consolidated in 2026. */
export const LAST_ARTICLE: Record<string, number> = {
  CC: 2_046,
  CF: 250,
  CLT: 922,
  CP: 361,
  CPC: 1_072,
  CPP: 811,
  CTN: 218,
  LINDB: 30,
  'Decreto 70.235/1972': 68,
  'Decreto-Lei 911/1969': 10,
  'Lei 10.259/2001': 27,
  'Lei 11.101/2005': 201,
  'Lei 11.340/2006': 46,
  'Lei 11.417/2006': 11,
  'Lei 11.419/2006': 22,
  'Lei 12.016/2009': 29,
  'Lei 12.153/2009': 28,
  'Lei 12.850/2013': 27,
  'Lei 13.140/2015': 48,
  'Lei 13.300/2016': 15,
  'Lei 13.988/2020': 30,
  'Lei 4.717/1965': 22,
  'Lei 5.478/1968': 29,
  'Lei 6.830/1980': 42,
  'Lei 7.210/1984': 204,
  'Lei 7.347/1985': 23,
  'Lei 7.960/1989': 7,
  'Lei 8.009/1990': 8,
  'Lei 8.036/1990': 32,
  'Lei 8.213/1991': 156,
  'Lei 8.245/1991': 90,
  'Lei 8.397/1992': 19,
  'Lei 8.429/1992': 25,
  'Lei 8.906/1994': 87,
  'Lei 9.099/1995': 97,
  'Lei 9.296/1996': 12,
  'Lei 9.307/1996': 44,
  'Lei 9.507/1997': 23,
  'Lei 9.868/1999': 31,
  'Lei 9.882/1999': 14,
};

/** Articles with a letter, which were put in between later: only these are named. */
export const LETTERED = new Set([
  ...['CC 206-A', 'CF 103-A', 'CTN 155-A', 'CTN 185-A'],
  ...['CLT 223-A', 'CLT 223-G', 'CLT 642-A', 'CLT 852-A', 'CLT 855-B', 'CLT 896-A'],
  ...['CPP 3º-B', 'CPP 28-A', 'CPP 158-A', 'CPP 396-A', 'Lei 12.850/2013 3º-A'],
]);

/** Items of articles of the Constitution that have many. */
export const LAST_ITEM: Record<string, number> = { '5': 79, '7': 34 };

/** Laws so short and of so little else that they are named as a whole. */
export const WHOLE = new Set(['Lei 11.417/2006']);

/** Resolutions and precedents, each by its whole name: there are few, and their numbers have no order that could be checked. */
export const OTHERS = new Set([
  'Res. CNJ 46/2007 (Tabelas Processuais Unificadas)',
  'Res. CNJ 65/2008',
  'Res. CNJ 213/2015',
  'Res. CNJ 331/2020',
  'Res. CNJ 455/2022',
  'Res. CNJ 591/2024',
  'STJ, Súmula 393',
  'TST, Súmula 425',
]);

/** Which laws an area draws on besides CF and CPC; a term of crime that cites the CLT is a slip. */
export const LAWS_OF: Record<Area, readonly string[]> = {
  geral: ['LINDB', 'Lei 8.906/1994', 'Lei 11.419/2006'],
  cível: ['CC', 'Decreto-Lei 911/1969', 'Lei 8.245/1991', 'Lei 12.016/2009', 'Lei 13.140/2015'],
  recursos: ['Lei 11.417/2006'],
  execução: ['CC', 'CPP', 'CTN', 'Lei 8.009/1990'],
  trabalhista: ['CLT', 'Lei 8.036/1990', 'Lei 8.213/1991'],
  criminal: [
    ...['CP', 'CPP', 'Lei 7.210/1984', 'Lei 7.960/1989', 'Lei 9.099/1995'],
    ...['Lei 9.296/1996', 'Lei 11.340/2006', 'Lei 12.850/2013'],
  ],
  tributário: ['CTN', 'Decreto 70.235/1972', 'Lei 6.830/1980', 'Lei 8.397/1992', 'Lei 13.988/2020'],
  juizados: ['Lei 9.099/1995', 'Lei 10.259/2001', 'Lei 12.153/2009'],
  constitucional: [
    ...[
      'Lei 4.717/1965',
      'Lei 5.478/1968',
      'Lei 7.347/1985',
      'Lei 8.429/1992',
      'Lei 9.307/1996',
      'Lei 9.507/1997',
    ],
    ...['Lei 9.868/1999', 'Lei 9.882/1999', 'Lei 11.101/2005', 'Lei 12.016/2009', 'Lei 13.300/2016'],
  ],
};

/**
 * Where in the CPC an area is: general part and parties (1–317), common procedure (318–512), enforcement (513–538, 771–925), special
 * procedures (539–770), tribunals and appeals (926–1.044). A figure that was dropped from an article leaves its place.
 */
export const CPC_OF: Partial<Record<Area, readonly (readonly [number, number])[]>> = {
  cível: [[17, 770]],
  recursos: [
    [331, 332],
    [496, 496],
    [926, 1_044],
  ],
  execução: [
    [77, 77],
    [301, 301],
    [495, 538],
    [771, 925],
  ],
  juizados: [[165, 175]],
};
