import { formatCnjNumber, splitNumber } from '../../actors/contracts/cnj-number.ts';
import { courtCandidates } from '../../actors/contracts/court-candidates.ts';
import { courtByAlias } from '../../actors/contracts/courts.ts';
import type { InstanceRow } from '../../db/processes/instances.ts';
import type { ProcessListRow } from '../../db/processes/list.ts';
import type { ProcessDetail, ProcessRow } from '../../db/processes/read.ts';
import { etagOf } from '../http/etag.ts';
import { iso, isoOrNull } from '../http/instant.ts';
import { noticeOf } from './notice.ts';
import type { Instance, Process, ProcessListItem } from './schemas.ts';

/** A case as the API shows it. */
export function showProcess(row: ProcessDetail): Process {
  const freshness = freshnessOf(row);
  return {
    ...showFields(row, freshness.lastResult),
    freshness,
    graus: row.graus.map((grau) => ({
      alias: grau.alias,
      tribunal: grau.tribunal,
      grau: grau.grau,
      className: grau.className,
      unitName: grau.unitName,
      closed: grau.closed,
      secrecy: grau.secrecy,
      sourceUpdatedAt: isoOrNull(grau.sourceUpdatedAt),
    })),
  };
}

/** A case in a list, with its newest movement. */
export function showListItem({ lastMovement, ...row }: ProcessListRow): ProcessListItem {
  return {
    ...showFields(row, null),
    lastMovement: lastMovement && {
      ...lastMovement,
      importance: lastMovement.importance as NonNullable<ProcessListItem['lastMovement']>['importance'],
      occurredAt: iso(lastMovement.occurredAt),
    },
  };
}

/** Changes with the version and with every check: a reader who asks again learns that somebody looked. */
export function processEtag(row: ProcessDetail): string {
  const checked = row.courts.map((c) => [c.alias, c.lastCheckedAt, c.lastResult, c.nextCheckAt, c.urgent]);
  return etagOf(`${row.version}.${Bun.hash.wyhash(JSON.stringify(checked)).toString(36)}`);
}

export function showInstance({ header, ...row }: InstanceRow): Instance {
  return {
    alias: row.alias,
    tribunal: row.tribunal,
    grau: row.grau,
    class: header.class ?? null,
    subjects: header.subjects ?? [],
    unit: header.unit ?? null,
    system: header.system?.name ?? null,
    format: header.format?.name ?? null,
    filedAt: isoOrNull(header.filedAt ?? null),
    closed: row.closed,
    secrecy: row.secrecy,
    movementCount: row.movementCount,
    sourceUpdatedAt: row.sourceUpdatedAt?.toISOString() ?? null,
    updatedAt: row.updatedAt.toISOString(),
  };
}

function showFields(row: ProcessRow, lastResult: string | null) {
  return {
    id: row.id,
    number: row.number,
    formattedNumber: formatCnjNumber(row.number),
    label: row.label,
    tags: row.tags,
    status: row.status,
    courtStatus: row.courtStatus,
    notice: noticeOf(row, lastResult),
    tribunal: row.tribunal ?? tribunalOf(row.number),
    className: row.className,
    subjects: row.subjects,
    unitName: row.unitName,
    filedAt: isoOrNull(row.filedAt),
    secrecy: row.secrecy,
    closed: row.closed,
    movementCount: row.movementCount,
    lastMovementAt: isoOrNull(row.lastMovementAt),
    changedAt: iso(row.changedAt),
    createdAt: iso(row.createdAt),
    version: row.version,
  };
}

function freshnessOf({ courts, graus }: ProcessDetail): Process['freshness'] {
  const shown = courts.map((court) => ({
    alias: court.alias,
    tribunal: courtByAlias(court.alias)?.tribunal ?? court.alias.toUpperCase(),
    beat: court.beat,
    lastCheckedAt: isoOrNull(court.lastCheckedAt),
    lastResult: court.lastResult,
    lastChangedAt: isoOrNull(court.lastChangedAt),
    nextCheckAt: iso(court.nextCheckAt),
    waiting: court.urgent,
    indexedAt: isoOrNull(court.indexedAt),
  }));
  const last = lastChecked(shown);
  const checkedAt = last?.lastCheckedAt ?? null;
  const updated = latest(graus.map((grau) => isoOrNull(grau.sourceUpdatedAt)));
  return {
    lastCheckedAt: checkedAt,
    lastResult: last?.lastResult ?? null,
    sourceUpdatedAt: updated,
    sourceAgeSeconds:
      checkedAt && updated
        ? Math.max(0, Math.round((Date.parse(checkedAt) - Date.parse(updated)) / 1_000))
        : null,
    nextCheckAt: shown.map((court) => court.nextCheckAt).sort()[0] ?? null,
    courts: shown,
  };
}

type CourtShown = Process['freshness']['courts'][number];

/** The court that answered last, one of the case's own before a superior one. */
function lastChecked(courts: readonly CourtShown[]): CourtShown | undefined {
  const checked = courts.filter((court) => court.lastCheckedAt !== null);
  const own = checked.filter((court) => court.beat === 'primary');
  const at = latest((own.length > 0 ? own : checked).map((court) => court.lastCheckedAt));
  return (own.length > 0 ? own : checked).find((court) => court.lastCheckedAt === at);
}

/** The court of a number whose court has not answered yet, when only one can have it. */
function tribunalOf(digits: string): string | null {
  const { primary } = courtCandidates(splitNumber(digits));
  return primary.length === 1 ? (courtByAlias(primary[0] ?? '')?.tribunal ?? null) : null;
}

/** Of instants as the API shows them: their order is that of the texts. */
function latest(instants: readonly (string | null)[]): string | null {
  return instants.reduce((last, at) => (at !== null && (last === null || at > last) ? at : last), null);
}
