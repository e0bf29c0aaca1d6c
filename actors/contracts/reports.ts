/** What both the API and the renderer know of reports: kinds, formats, parameters, templates, triggers. */

export const REPORT_KINDS = ['portfolio', 'dossier', 'movements', 'checks', 'usage'] as const;
export type ReportKind = (typeof REPORT_KINDS)[number];

export const REPORT_FORMATS = ['pdf', 'html', 'xlsx', 'csv', 'json'] as const;
export type ReportFormat = (typeof REPORT_FORMATS)[number];

export const MEDIA_TYPES: Record<ReportFormat, string> = {
  pdf: 'application/pdf',
  html: 'text/html; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  csv: 'text/csv; charset=utf-8; header=present',
  json: 'application/json',
};

/** The kinds in the words of a lawyer. */
export const KIND_NAMES: Record<ReportKind, string> = {
  dossier: 'Dossiê do processo',
  portfolio: 'Carteira de processos',
  movements: 'Movimentações do período',
  checks: 'Relatório de consultas',
  usage: 'Extrato de uso e entregas',
};

/** What a report is about. Which fields a kind takes is in `PARAMS_OF`. */
export interface ReportParams {
  processId?: string;
  /** Cases with this tag: a client's, for instance. */
  tag?: string;
  /** Calendar days in the firm's time zone, `2026-11-01`; both included. */
  from?: string;
  to?: string;
  /** Instead of from and to, counted back from the day on which the report is made: for schedules. */
  lastDays?: number;
  /** Movements at least this important. */
  minImportance?: 'critical' | 'high' | 'medium' | 'low';
  /** Grant: cases under secrecy are included. */
  includeSealed?: boolean;
}

export type ParamName = keyof ReportParams;

/** The fields that a kind takes, with those that it needs. A period is from and to, or lastDays. */
export const PARAMS_OF: Record<ReportKind, { needs: readonly ParamName[]; takes: readonly ParamName[] }> = {
  dossier: { needs: ['processId'], takes: ['processId', 'includeSealed'] },
  portfolio: { needs: [], takes: ['tag', 'includeSealed'] },
  movements: {
    needs: [],
    takes: ['processId', 'tag', 'from', 'to', 'lastDays', 'minImportance', 'includeSealed'],
  },
  checks: { needs: ['processId'], takes: ['processId', 'from', 'to', 'lastDays', 'includeSealed'] },
  usage: { needs: [], takes: ['from', 'to', 'lastDays'] },
};

/** Kinds that are about a period; a year is the longest. */
export const PERIODIC: readonly ReportKind[] = ['movements', 'checks', 'usage'];
export const MAX_PERIOD_DAYS = 366;

export interface TemplateSection {
  title: string;
  /** Liquid that gives HTML. */
  body: string;
  placement: 'before' | 'after';
}

/** How a firm's reports look. */
export interface TemplateBody {
  /** A file of the firm. */
  logoFileId?: string | null;
  /** `#rrggbb` */
  colours?: { primary?: string; accent?: string };
  letterhead?: { lines: string[] };
  footer?: string;
  sections?: TemplateSection[];
}

/** When a schedule makes its report: by cron in a time zone, or on events (at most once in a quarter of an hour). */
export type ScheduleTrigger =
  | { cron: string; timeZone: string }
  | { events: string[]; minImportance?: ReportParams['minImportance'] };
