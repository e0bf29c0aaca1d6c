import type { Button } from '../../../contracts/channels.ts';
import type { Happening, ReportNews } from '../../../contracts/happening.ts';
import type { Phrases } from './phrases.ts';

/** Where a file of a report can be had without credentials, until a moment. */
export type ReportLink = (reportId: string, file: ReportNews['files'][number], until: Date) => string;

/** Links to the files of reports, good for so long from the moment at which a message is written. */
export interface ReportLinks {
  link: ReportLink;
  until: Date;
}

/** What a message says of a report beside the firm's own words. */
export interface ReportWords {
  text: string;
  /** The first of its files; empty when there is none to be had. */
  download: string;
  paragraphs: string[];
  buttons: Button[];
}

/**
 * A report as a person is told of it: what came of it, a button for each file, and how long those are good for. The platform's
 * own words, whatever the firm's template says.
 */
export function reportWords(
  { id, title, files, expiresAt, failure }: ReportNews,
  phrases: Phrases['report'],
  { link, until: longest }: ReportLinks,
  { publicUrl, show }: { publicUrl: string; show: (at: Date) => string },
): ReportWords {
  const open: Button = { label: phrases.open, url: `${publicUrl}/v1/reports/${id}` };
  if (failure) {
    const paragraphs = failure.fix ? [failure.reason, failure.fix] : [failure.reason];
    return { text: phrases.failed(title), download: '', paragraphs, buttons: [open] };
  }
  const text = phrases.ready(title);
  const until = new Date(Math.min(longest.getTime(), expiresAt ? Date.parse(expiresAt) : Infinity));
  const downloads = files.map((file): Button => {
    return { label: phrases.download(file.format.toUpperCase()), url: link(id, file, until) };
  });
  const [first] = downloads;
  if (!first?.url) return { text, download: '', paragraphs: [phrases.secret], buttons: [open] };
  return {
    text,
    download: first.url,
    paragraphs: [phrases.until(show(until))],
    buttons: [...downloads, open],
  };
}

/** Where whoever may sign in reads of it. */
export function reportUrl({ report }: Happening, publicUrl: string): string | undefined {
  return report ? `${publicUrl}/v1/reports/${report.id}` : undefined;
}
