import type { SourceMovement, Sources } from '../sources/sources.ts';
import { sourceMovement } from './source-movement.ts';

/** A sentence with what a reader who knows the case says of it. */
export interface Labelled {
  text: string;
  /** TPU codes of the movements that it cites; 0 is the header. A hearing's state stands behind a colon: `12740:realizada`. */
  cites: readonly (number | string)[];
  section?: 'happened' | 'next';
}

const UNIT = '2ª Vara Cível de Campinas';
/** Every movement of a labelled sentence's case is of this day, its filing apart. */
export const THE_DAY = '2024-03-05';

/** The case of a labelled sentence: filed, then what the sentence cites, then an order of no interest. */
export function caseOf({ cites }: Labelled): { sources: Sources; refs: string[] } {
  const steps = ['26', ...cites.filter((code) => code !== 0).map(String), '11010'];
  const movements = steps.map((step, place) => movementOf(step, place));
  const refs = cites.map((code) => (code === 0 ? 'h1' : `m${steps.indexOf(String(code)) + 1}`));
  const header = {
    ref: 'h1',
    tribunal: 'TJSP',
    grau: 'G1',
    className: 'Procedimento Comum Cível',
    subjects: ['Dano Moral'],
    unit: UNIT,
    filedOn: '2023-01-10',
    closed: false,
  };
  return { sources: { headers: [header], movements, omitted: 0 }, refs };
}

function movementOf(step: string, place: number): SourceMovement {
  const [digits, situation] = step.split(':');
  const code = Number(digits);
  const date = place === 0 ? '2023-01-10' : THE_DAY;
  return sourceMovement(place + 1, { code, name: NAMES[code] ?? '', date, situation, unit: UNIT });
}

const NAMES: Readonly<Record<number, string>> = {
  12740: 'Conciliação',
  848: 'Trânsito em julgado',
  128: 'Prisão',
  818: 'Liberdade provisória',
  12140: 'Prisão em Flagrante em Prisão Preventiva',
  12252: 'Sentença confirmada',
  12253: 'Sentença confirmada em parte',
  12254: 'Sentença desconstituída',
  85: 'Petição',
  14974: 'Levantamento da Suspensão ou Dessobrestamento',
};
