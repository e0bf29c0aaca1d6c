import { formatCnjNumber } from '../contracts/cnj-number.ts';

export { clockTime, courtTime } from '../contracts/court-time.ts';

/** Where something is said: whether sealed cases may be told there. */
export interface Place {
  readonly tellsSealed: boolean;
}

/** What is known of a case before it is decided how it is called. */
export interface NamedCase {
  id: string;
  /** 20 digits. */
  number: string;
  label: string | null;
  /** Above 0 under secrecy. */
  secrecy: number;
}

/** All that a sealed case is called where it may not be told: nothing that tells it from another. */
export const SEALED_CASE = 'Processo em segredo de justiça';
/** Said of a sealed case in place of everything that it is about. */
export const SEALED = 'Processo em segredo de justiça: o conteúdo só é mostrado no sistema.';

export function isHidden({ secrecy }: Pick<NamedCase, 'secrecy'>, { tellsSealed }: Place): boolean {
  return secrecy > 0 && !tellsSealed;
}

/** `Ferreira x Horizonte (1004521-43.2025.8.26.0309)`, the number alone, or nothing that identifies it. */
export function caseName(row: Omit<NamedCase, 'id'>, place: Place): string {
  if (isHidden(row, place)) return SEALED_CASE;
  const masked = formatCnjNumber(row.number);
  return row.label ? `${row.label} (${masked})` : masked;
}

/** What a button carries of a case. A provider sees it too: the id says nothing to anybody. */
export function caseKey(row: NamedCase, place: Place): string {
  return isHidden(row, place) ? row.id : row.number;
}

const IMPORTANCE: Record<string, string> = {
  critical: 'crítico',
  high: 'importante',
  medium: 'médio',
  low: 'rotina',
};

export function importanceWord(importance: string): string {
  return IMPORTANCE[importance] ?? importance;
}
