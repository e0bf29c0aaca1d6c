/** Dates as Brazilian lawyers read them. Instants are Brasília time whatever the zone of the firm: courts count in it. */

const format = (options: Intl.DateTimeFormatOptions, timeZone = 'America/Sao_Paulo') =>
  new Intl.DateTimeFormat('pt-BR', { timeZone, ...options });

const DAY = format({ day: '2-digit', month: '2-digit', year: 'numeric' });
const TIME = format({ hour: '2-digit', minute: '2-digit' });
const SECONDS = format({ hour: '2-digit', minute: '2-digit', second: '2-digit' });
const LONG = format({ day: 'numeric', month: 'long', year: 'numeric' });
const MONTH = format({ month: 'short', year: '2-digit' });

/** `23/11/2026` */
export const day = (at: Date) => DAY.format(at);

/** `23/11/2026 11:05`; the day alone at midnight, which is how courts write that they know no time. */
export function moment(at: Date): string {
  const time = TIME.format(at);
  return SECONDS.format(at) === '00:00:00' ? day(at) : `${day(at)} ${time}`;
}

/** `11:05`; nothing at midnight. */
export const hour = (at: Date) => (SECONDS.format(at) === '00:00:00' ? '—' : TIME.format(at));

/** `23/11/2026 11:05:42` */
export const second = (at: Date) => `${day(at)} ${SECONDS.format(at)}`;

/** `23 de novembro de 2026` */
export const longDay = (at: Date) => LONG.format(at);

/** `23 de novembro de 2026, às 11:05` */
export const longMoment = (at: Date) => `${longDay(at)}, às ${TIME.format(at)}`;

/** `nov. 26` */
export const shortMonth = (at: Date) => MONTH.format(at).replace(' de ', ' ');

/** `2026-11` in Brasília. */
export function monthOf(at: Date): string {
  const [, month, year] = day(at).split('/');
  return `${year}-${month}`;
}

/** `2026` in Brasília. */
export const yearOf = (at: Date) => day(at).slice(6);

/** `2026-11-23` as `23/11/2026`. */
export const plainDay = (iso: string) => iso.split('-').reverse().join('/');
