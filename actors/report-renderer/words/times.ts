/** Dates as Brazilian lawyers read them. Instants are Brasília time whatever the zone of the firm: courts count in it. */

const format = (options: Intl.DateTimeFormatOptions, timeZone = 'America/Sao_Paulo') =>
  new Intl.DateTimeFormat('pt-BR', { timeZone, ...options });

const LONG = format({ day: 'numeric', month: 'long', year: 'numeric' });
const MONTH = format({ month: 'short', year: '2-digit' });

const CLOCK = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'America/Sao_Paulo',
  dateStyle: 'short',
  timeStyle: 'medium',
});

// Asked once for each cell of a report: one call is a third of three.
function clock(at: Date): { day: string; time: string } {
  const [date = '', time = ''] = CLOCK.format(at).split(' ');
  return { day: plainDay(date), time };
}

const MIDNIGHT = '00:00:00';

/** `23/11/2026` */
export const day = (at: Date) => clock(at).day;

/** `23/11/2026 11:05`; the day alone at midnight, which is how courts write that they know no time. */
export function moment(at: Date): string {
  const { day, time } = clock(at);
  return time === MIDNIGHT ? day : `${day} ${time.slice(0, 5)}`;
}

/** `11:05`; nothing at midnight. */
export function hour(at: Date): string {
  const { time } = clock(at);
  return time === MIDNIGHT ? '—' : time.slice(0, 5);
}

/** `23/11/2026 11:05:42` */
export function second(at: Date): string {
  const { day, time } = clock(at);
  return `${day} ${time}`;
}

/** `23 de novembro de 2026` */
export const longDay = (at: Date) => LONG.format(at);

/** `23 de novembro de 2026, às 11:05` */
export const longMoment = (at: Date) => `${longDay(at)}, às ${clock(at).time.slice(0, 5)}`;

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
