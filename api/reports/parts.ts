import type { FileLink } from '../../actors/contracts/file-links.ts';
import type { ObjectStore } from '../../actors/contracts/object-store.ts';
import type { ReportKind, ScheduleTrigger, TemplateBody } from '../../actors/contracts/reports.ts';

export type CronTrigger = Extract<ScheduleTrigger, { cron: string }>;

/** What the API needs of the renderer, and is given by whoever starts both. */
export interface ReportParts {
  store: ObjectStore;
  link: FileLink;
  /** How long a report is kept. */
  retentionDays: number;
  /** Answers the link to a file, with ranges and ETag; 404 for a link that is none, has ended, or leads to what is withheld by its key. */
  serveDownload(
    request: Request,
    token: string,
    isWithheld: (key: string) => Promise<boolean>,
  ): Promise<Response>;
  refuseCron(
    trigger: CronTrigger,
    now: Date,
  ): { field: 'cron' | 'timeZone'; message: string; fix: string } | undefined;
  nextRun(trigger: CronTrigger, after: Date): Date | null;
  /** What is wrong with the Liquid of each section, in a sentence; undefined where it renders for every kind of report. */
  refuseSections(bodies: readonly string[]): Promise<(string | undefined)[]>;
  /** A report about invented cases in a firm's look, as HTML. `logo` is a data URL. */
  preview(look: { body: TemplateBody; logo: string | null; firm: string; kind: ReportKind }): Promise<string>;
  /** The facts of a picture by its content, or why it is not taken. */
  inspectPicture(
    bytes: Uint8Array,
  ): { mediaType: string; width: number; height: number } | { refused: string };
}
