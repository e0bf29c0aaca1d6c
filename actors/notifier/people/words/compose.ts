import type { Content } from '../../../contracts/channels.ts';
import { formatCnjNumber } from '../../../contracts/cnj-number.ts';
import { courtTime } from '../../../contracts/court-time.ts';
import type { Happening } from '../../../contracts/happening.ts';
import { EVENT_CLASSES, type Language } from '../../../contracts/people.ts';
import { eachSentenceOnce } from '../../../contracts/sentence.ts';
import { PHRASES, type Phrases } from './phrases.ts';
import { MAX_TITLE, type Renderer } from './render.ts';
import { type ReportLinks, type ReportWords, reportUrl, reportWords } from './report-words.ts';
import { mentionsSentences, saidAhead, sentenceFooter, sentenceOf } from './sentence-words.ts';
import type { Item, Template, TemplateName } from './template.ts';
import { TEMPLATES } from './template.ts';

export interface Reader {
  name: string;
  language: Language;
  timeZone: string;
}

export interface ComposeOptions {
  renderer: Renderer;
  /** Without a slash at the end. */
  publicUrl: string;
  /** The firm's own words; undefined takes the platform's. So do messages of summaries alone, where these name no sentence. */
  template?: Template;
  /** Of the message itself: where it leads to by an address of its own. */
  notificationId: string;
  /** Content of sealed cases may be told. */
  sealedGranted: boolean;
  reportLinks: ReportLinks;
}

export interface Composed {
  content: Content;
  /** Something was left out. */
  sealed: boolean;
  /** The cases of which it was. */
  hiddenProcessIds: string[];
  /** Why the firm's own words were not used. */
  templateError: string | null;
}

/** Entries of a message; the others are behind its link. */
const SHOWN = 20;
/** What tells of several things and has a page that shows them all. */
const GATHERED: ReadonlySet<TemplateName> = new Set(['digest', 'summary', 'storm']);

/**
 * A message about some events, what is critical first. The legal sentences are the platform's own and stand under every
 * message; of a sealed case without a grant it says that something moved and no more, not even its number.
 */
export function compose(
  name: TemplateName,
  happenings: readonly Happening[],
  reader: Reader,
  options: ComposeOptions,
): Composed {
  const { publicUrl, sealedGranted } = options;
  const phrases = PHRASES[reader.language];
  const hidden = (happening: Happening) => happening.sealed && !sealedGranted;
  const ordered = eachSentenceOnce([...happenings].sort((a, b) => rank(a) - rank(b)));
  const [first] = ordered;
  if (!first) throw new Error('a message is about something');
  const aboutReport = ({ report }: Happening) =>
    report
      ? reportWords(report, phrases.report, options.reportLinks, {
          publicUrl,
          show: (at) => dateOf(at.toISOString(), reader),
        })
      : null;
  const items = ordered
    .slice(0, SHOWN)
    .map((one) => itemOf(one, reader, phrases, { hidden: hidden(one), publicUrl, report: aboutReport(one) }));
  const alone = ordered.length === 1;
  const oneCase = alone || new Set(ordered.map(({ process }) => process?.id)).size === 1;
  const ofItself = `${publicUrl}/v1/notifications/${options.notificationId}`;
  const link = oneCase && !GATHERED.has(name) ? linkOf(first, publicUrl) : ofItself;
  const values = {
    person: { name: reader.name },
    count: ordered.length,
    more: Math.max(0, ordered.length - SHOWN),
    critical: ordered.filter(({ eventClass }) => eventClass === 'critical').length,
    link,
    item: items[0] as Item,
    items,
  };
  const hiddenProcessIds = [...new Set(ordered.filter(hidden).flatMap(({ process }) => process?.id ?? []))];
  const own = TEMPLATES[reader.language][name];
  const { words, used, templateError } =
    alone && hidden(first) && name === 'single'
      ? {
          words: { title: phrases.sealedTitle, paragraphs: [phrases.sealed], html: null },
          used: undefined,
          templateError: null,
        }
      : renderOr(wordsOfFirm(options.template, ordered), own, (template) =>
          options.renderer.render(template, values),
        );
  const report = alone && !hidden(first) ? aboutReport(first) : null;
  const written =
    used && mentionsSentences(used) ? sentenceFooter(ordered.slice(0, SHOWN), reader.language) : [];
  const title =
    used && words.title && mentionsSentences({ ...used, body: '', html: null })
      ? saidAhead(words.title, written, reader.language)
      : words.title;
  const content: Content = {
    title: title.slice(0, MAX_TITLE).toWellFormed() || phrases.sealedTitle,
    paragraphs: [...words.paragraphs, ...(report?.paragraphs ?? [])].map((text) => ({ text })),
    facts: alone && !hidden(first) ? factsOf(values.item, phrases) : [],
    buttons: report?.buttons ?? [
      ...(link === ofItself ? [{ label: phrases.openAll, url: link }] : []),
      ...(oneCase && first.process ? [{ label: phrases.open, url: linkOf(first, publicUrl) }] : []),
    ],
    footer: [...written, ...phrases.footer],
    ...(words.html === null ? {} : { html: words.html }),
  };
  return { content, sealed: ordered.some(hidden), hiddenProcessIds, templateError };
}

/** The firm's own words, unless they would leave out all that a message of summaries has to say. */
function wordsOfFirm(template: Template | undefined, told: readonly Happening[]): Template | undefined {
  const isSummaries = told.every(({ eventClass }) => eventClass === 'summary');
  return template && isSummaries && !mentionsSentences(template) ? undefined : template;
}

// A firm's template that exceeds its limits must not keep a lawyer from being told.
function renderOr<T>(given: Template | undefined, own: Template, render: (template: Template) => T) {
  if (given) {
    try {
      return { words: render(given), used: given, templateError: null };
    } catch (error) {
      return { words: render(own), used: own, templateError: (error as Error).message };
    }
  }
  return { words: render(own), used: own, templateError: null };
}

/** What is left of a message when a case in it was sealed after it had been written. */
export function sealedContent(language: Language): Content {
  const { sealed, sealedTitle, footer } = PHRASES[language];
  return { title: sealedTitle, paragraphs: [{ text: sealed }], facts: [], buttons: [], footer: [...footer] };
}

function itemOf(
  happening: Happening,
  reader: Reader,
  phrases: Phrases,
  { hidden, publicUrl, report }: { hidden: boolean; publicUrl: string; report: ReportWords | null },
): Item {
  const { process, telling, importance } = happening;
  const nothing = {
    number: '',
    label: '',
    tribunal: '',
    grau: '',
    unit: '',
    before: '',
    telling: '',
    date: '',
    download: '',
    sentence: '',
    sentenceBy: '',
  };
  const frame = { importance: importance ?? '', link: linkOf(happening, publicUrl) };
  if (hidden) return { ...nothing, ...frame, text: phrases.sealed };
  return {
    ...frame,
    number: process ? formatNumber(process.number) : '',
    label: process?.label ?? '',
    tribunal: happening.tribunal ?? '',
    grau: happening.grau ?? '',
    unit: happening.unitName ?? '',
    text: report?.text ?? (happening.text || happening.type),
    before: happening.before ?? '',
    telling: phrases.telling[telling],
    date: dateOf(happening.occurredAt, reader),
    download: report?.download ?? '',
    ...sentenceOf(happening, reader.language),
  };
}

/** `0000001-17.2099.8.26.0001` */
export function formatNumber(number: string): string {
  return /^\d{20}$/.test(number) ? formatCnjNumber(number) : number;
}

function factsOf(item: Item, { facts }: Phrases): [string, string][] {
  const all: [string, string][] = [
    [facts.number, item.number],
    [facts.tribunal, [item.tribunal, item.grau].filter(Boolean).join(' ')],
    [facts.unit, item.unit],
    [facts.date, item.date],
  ];
  return all.filter(([, value]) => value !== '');
}

function dateOf(iso: string, { language }: Reader): string {
  return Number.isNaN(Date.parse(iso)) ? '' : courtTime(iso, language);
}

function linkOf(happening: Happening, publicUrl: string): string {
  const { process, eventId } = happening;
  const report = reportUrl(happening, publicUrl);
  if (report) return report;
  return process ? `${publicUrl}/v1/processes/${process.id}` : `${publicUrl}/v1/events/${eventId}`;
}

function rank({ eventClass }: Happening): number {
  return EVENT_CLASSES.indexOf(eventClass);
}
