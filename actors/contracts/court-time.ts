/** Courts tell Brasília's time, and lawyers count by it, wherever they are. */
const BRASILIA = 'America/Sao_Paulo';

const part = (options: Intl.DateTimeFormatOptions) =>
  new Intl.DateTimeFormat('pt-BR', { timeZone: BRASILIA, ...options });
const DAY = part({ day: '2-digit', month: '2-digit', year: 'numeric' });
const TIME = part({ hour: '2-digit', minute: '2-digit' });
const SECONDS = part({ hour: '2-digit', minute: '2-digit', second: '2-digit' });
const ENGLISH = new Intl.DateTimeFormat('en-GB', { timeZone: BRASILIA, dateStyle: 'medium' });

/** `24/11/2026`, in Brasília. */
export function courtDay(instant: string | Date): string {
  return DAY.format(new Date(instant));
}

/**
 * `24/11/2026 às 14:05`, or the day alone at midnight, which is how courts write that they know no time. In English
 * `24 Nov 2026, 14:05`. @throws RangeError for what is no instant
 */
export function courtTime(instant: string | Date, language: 'pt-BR' | 'en' = 'pt-BR'): string {
  const at = new Date(instant);
  const day = language === 'en' ? ENGLISH.format(at) : DAY.format(at);
  if (SECONDS.format(at) === '00:00:00') return day;
  return language === 'en' ? `${day}, ${TIME.format(at)}` : `${day} às ${TIME.format(at)}`;
}

/** By zone; there are some hundreds. Making one takes a hundred times longer than telling a time by it. */
const CLOCKS = new Map<string, Intl.DateTimeFormat>();

/**
 * `24/11/2026 às 14:05` on somebody's own clock: of what is theirs and no court's.
 * @throws RangeError for what is no time zone
 */
export function clockTime(at: Date, timeZone: string): string {
  const clock =
    CLOCKS.get(timeZone) ??
    new Intl.DateTimeFormat('pt-BR', { timeZone, dateStyle: 'short', timeStyle: 'short' });
  CLOCKS.set(timeZone, clock);
  return clock.format(at).replace(', ', ' às ');
}
