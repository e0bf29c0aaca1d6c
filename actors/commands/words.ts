import { formatCnjNumber } from '../contracts/cnj-number.ts';

/** Courts tell Brasília's time, and lawyers count by it. */
const BRASILIA = 'America/Sao_Paulo';

/** `24/11/2026`, or `24/11/2026 às 14:05` unless it is midnight, when courts tell only the day. */
export function courtTime(instant: string | Date): string {
  const at = new Date(instant);
  const day = at.toLocaleDateString('pt-BR', { timeZone: BRASILIA });
  const time = at.toLocaleTimeString('pt-BR', { timeZone: BRASILIA, hour: '2-digit', minute: '2-digit' });
  return time === '00:00' ? day : `${day} às ${time}`;
}

/** `Ferreira x Horizonte (1004521-43.2025.8.26.0309)`, or the number alone. */
export function caseName({ number, label }: { number: string; label: string | null }): string {
  const masked = formatCnjNumber(number);
  return label ? `${label} (${masked})` : masked;
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

/** Said of a sealed case in place of everything that it is about. */
export const SEALED = 'Processo em segredo de justiça: o conteúdo só é mostrado no sistema.';
