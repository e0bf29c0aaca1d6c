import { MAX_PERIOD_DAYS, type ReportParams } from '../../contracts/reports.ts';

/** What is wrong with a period, for the person who wrote it (Portuguese). */
export interface NoPeriod {
  problem: string;
}

type Period = Pick<ReportParams, 'lastDays' | 'from' | 'to'>;

const DAY_MS = 86_400_000;
const WORDS: Record<string, number> = { hoje: 1, semana: 7, quinzena: 15, mes: 30, trimestre: 90, ano: 365 };
const MONTHS =
  'janeiro fevereiro marco abril maio junho julho agosto setembro outubro novembro dezembro'.split(' ');

/**
 * Reads a period as people write it: `7 dias`, `últimas 2 semanas`, `mês`, `novembro`, `10/2026`, `01/11 a 15/11/2026`, `20/11/2026`.
 * A month or day without a year is the latest one that has begun. Undefined for what is no period at all.
 * @param today calendar day of the person, `2026-11-25`
 */
export function readPeriod(text: string, today: string): Period | NoPeriod | undefined {
  const said = fold(text).replace(/^(de|do|da|desde|nos|nas|no|na|os|as|o|a)\s+/, '');
  return readCount(said) ?? readMonth(said, today) ?? readDays(said, today);
}

function readCount(said: string): Period | NoPeriod | undefined {
  const words = said.replace(/^(ultim[oa]s?|esta|este|neste|nesta)\s+/, '');
  if (WORDS[words] !== undefined) return { lastDays: WORDS[words] };
  const [, count, unit = ''] = /^(\d{1,4})\s*(d|dias?|semanas?|mes|meses)$/.exec(words) ?? [];
  if (count === undefined) return undefined;
  const days = Number(count) * (unit.startsWith('d') ? 1 : unit.startsWith('s') ? 7 : 30);
  if (days === 0) return { problem: 'O período precisa de pelo menos um dia.' };
  return days > MAX_PERIOD_DAYS ? tooLong() : { lastDays: days };
}

function readMonth(said: string, today: string): Period | NoPeriod | undefined {
  const [, name = '', yearOfName] = /^([a-z]{3,9})(?:\s+de|\/)?\s*(\d{4})?$/.exec(said) ?? [];
  const [, figure, yearOfFigure] = /^(\d{1,2})\/(\d{4})$/.exec(said) ?? [];
  const month = figure ? Number(figure) : MONTHS.indexOf(name) + 1;
  if (month === 0) return undefined;
  if (month > 12) return { problem: 'Não existe esse mês.' };
  const thisYear = Number(today.slice(0, 4));
  const hasBegun = month <= Number(today.slice(5, 7));
  const year = Number(yearOfFigure ?? yearOfName ?? (hasBegun ? thisYear : thisYear - 1));
  const last = new Date(Date.UTC(year, month, 0)).getUTCDate();
  const prefix = `${year}-${String(month).padStart(2, '0')}`;
  return within({ from: `${prefix}-01`, to: `${prefix}-${last}` }, today);
}

function readDays(said: string, today: string): Period | NoPeriod | undefined {
  const day = String.raw`(\d{1,2}\/\d{1,2}(?:\/\d{4})?)`;
  const [, first, second] = new RegExp(`^${day}(?:\\s*(?:a|ate|-|e)\\s*${day})?$`).exec(said) ?? [];
  if (first === undefined) return undefined;
  const to = calendarDay(second ?? first, today);
  // `01/11 a 15/11/2026`: the first day is of the year of the last.
  const from = second === undefined ? to : calendarDay(first, to ?? today);
  if (!from || !to) return { problem: 'Esse dia não existe.' };
  if (to < from) return { problem: 'O período termina antes de começar.' };
  return within({ from, to }, today);
}

/** The latest such day up to `latest`, unless a year is given. */
function calendarDay(text: string, latest: string): string | undefined {
  const [day = '', month = '', year] = text.split('/');
  const of = (y: number) => `${y}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  const thisYear = Number(latest.slice(0, 4));
  const iso = of(year ? Number(year) : of(thisYear) <= latest ? thisYear : thisYear - 1);
  const at = new Date(`${iso}T00:00:00Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(iso) ? iso : undefined;
}

function within(period: { from: string; to: string }, today: string): Period | NoPeriod {
  if (period.from > today) return { problem: 'Esse período ainda não começou.' };
  const days = (Date.parse(period.to) - Date.parse(period.from)) / DAY_MS + 1;
  return days > MAX_PERIOD_DAYS ? tooLong() : period;
}

function tooLong(): NoPeriod {
  return { problem: `O período é longo demais: no máximo ${MAX_PERIOD_DAYS} dias.` };
}

function fold(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{Mn}/gu, '')
    .toLowerCase()
    .trim()
    .replace(/\s+/g, ' ');
}
