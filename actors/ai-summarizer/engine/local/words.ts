import type { SourceMovement } from '../../sources/sources.ts';

/** `05/03/2024` of `2024-03-05`. */
export function day(date: string): string {
  const [year, month, dayOfMonth] = date.split('-');
  return `${dayOfMonth}/${month}/${year}`;
}

/** `a, b e c` */
export function list(items: readonly string[]): string {
  if (items.length <= 1) return items[0] ?? '';
  return `${items.slice(0, -1).join(', ')} e ${items.at(-1)}`;
}

/** Leaves `RPV` and `STJ` alone. */
export function lowerFirst(text: string): string {
  return /^\p{Lu}[\p{Ll}\s]/u.test(text) ? text.charAt(0).toLowerCase() + text.slice(1) : text;
}

const GRAUS: Readonly<Record<string, string>> = {
  G1: 'no primeiro grau',
  G2: 'no segundo grau',
  JE: 'no juizado especial',
  TR: 'na turma recursal',
  TRU: 'na turma de uniformização',
  SUP: 'no tribunal superior',
};

/** `no segundo grau`; empty for a grau that has no name. */
export function inGrau(grau: string): string {
  return GRAUS[grau] ?? '';
}

export const LOCAL_MODEL = 'regras-locais-3';

/** Whether the movement is one of the first grau: where a case begins and comes back to. */
export function isFirstGrau({ grau }: Pick<SourceMovement, 'grau'>): boolean {
  return grau === 'G1' || grau === 'JE' || grau === 'ND';
}
