import { newEvent } from '../../../db/events/append.ts';
import { appendNext } from '../../../db/events/append-next.ts';
import type { Report, ReportFile } from '../../../db/reports/report.ts';
import type { TenantTx } from '../../../db/tenant.ts';
import type { EventData } from '../../contracts/events.ts';
import { linkEnd } from '../../contracts/file-links.ts';
import { notifier } from '../../contracts/notifier.ts';
import type { ReportFormat } from '../../contracts/reports.ts';
import { message } from '../../runtime/message.ts';
import type { Send } from '../../runtime/outbox.ts';
import type { RendererContext, RendererParts } from '../parts.ts';
import type { Snapshot } from '../snapshot/snapshot.ts';
import { fileName } from '../words/file-name.ts';

type Place = Pick<RendererContext, 'tenant' | 'messageId' | 'trace'>;

/** What the event of a report says: for people and partners, with links that end. Nothing of a case under secrecy. */
export function describeGenerated(
  { link, linkSeconds, now }: Pick<RendererParts, 'link' | 'linkSeconds' | 'now'>,
  report: Report,
  snapshot: Snapshot,
  made: { title: string; files: readonly ReportFile[] },
): EventData['document.generated'] {
  const found = 'case' in snapshot.content ? snapshot.content.case : null;
  const isOpen = report.params.includeSealed !== true;
  const nameOf = (format: ReportFormat) =>
    isOpen ? fileName(report.kind, snapshot, format) : `${report.kind}-${report.id}.${format}`;
  const until = linkEnd(now(), linkSeconds, report.expiresAt);
  const files = made.files.map(({ format, bytes, sha256, objectKey: key }) => {
    const fileName = nameOf(format);
    return { format, bytes, sha256, link: isOpen ? link({ key, fileName }, until) : null, fileName };
  });
  return {
    reportId: report.id,
    kind: report.kind,
    title: made.title,
    process: found && isOpen ? { id: found.id, number: found.number, label: found.label } : null,
    files,
    linksExpireAt: isOpen ? until.toISOString() : null,
    expiresAt: report.expiresAt.toISOString(),
    scheduleId: report.scheduleId,
    deliverTo: toBeTold(report),
  };
}

/** A report is told to its people once: when it is first there, or cannot be. A further format is for who asked for it. */
export function toBeTold({ state, deliverTo }: Pick<Report, 'state' | 'deliverTo'>): string[] {
  return state === 'queued' ? deliverTo : [];
}

/** Tells the feed, and through the notifier whoever asked to be told. */
export async function tell<T extends 'document.generated' | 'document.failed'>(
  tx: TenantTx,
  send: Send,
  type: T,
  data: EventData[T],
  { tenant, messageId: cause, trace }: Place,
): Promise<void> {
  const place = {
    aggregate: 'document',
    aggregateId: data.reportId,
    version: 0,
    causationId: cause,
  } as const;
  const event = newEvent(type, { ...place, data });
  await appendNext(tx, [event]);
  send(message(notifier, 'notify', { tenant }, { eventIds: [event.id] }, { cause, trace }));
}
