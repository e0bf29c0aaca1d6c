import type { CheckRow } from '../../../db/checks/list.ts';
import type { MovementRow } from '../../../db/movements/list.ts';
import type { InstanceRow } from '../../../db/processes/instances.ts';
import type { ProcessRow } from '../../../db/processes/read.ts';
import type { CaseFacts, CheckFacts, InstanceFacts, MovementFacts } from './snapshot.ts';

/** Rows as a snapshot keeps them: what a report shows and no more. */

export const iso = (at: Date | string) => new Date(at).toISOString();
const isoOrNull = (at: Date | string | null | undefined) => (at ? iso(at) : null);

export function caseFacts(row: ProcessRow): CaseFacts {
  const { id, number, label, tags, status, courtStatus, tribunal, className, subjects, unitName } = row;
  return {
    id,
    number,
    label,
    tags,
    status,
    courtStatus,
    tribunal,
    className,
    subjects,
    unitName,
    filedAt: isoOrNull(row.filedAt),
    secrecy: row.secrecy,
    closed: row.closed,
    movementCount: row.movementCount,
    lastMovementAt: isoOrNull(row.lastMovementAt),
    watchedSince: iso(row.createdAt),
  };
}

export function movementFacts(row: MovementRow): MovementFacts {
  const { id, alias, grau, code, description, unitName, importance, origin } = row;
  return {
    id,
    alias,
    grau,
    code,
    description,
    occurredAt: iso(row.occurredAt),
    unitName,
    importance,
    origin,
    withdrawn: row.status === 'withdrawn',
    detectedAt: iso(row.detectedAt),
  };
}

export function instanceFacts({ header, ...row }: InstanceRow): InstanceFacts {
  return {
    alias: row.alias,
    grau: row.grau,
    className: header.class?.name ?? null,
    unitName: header.unit?.name ?? null,
    system: header.system?.name ?? null,
    subjects: (header.subjects ?? []).map((subject) => subject.name),
    filedAt: isoOrNull(header.filedAt),
    closed: row.closed,
    movementCount: row.movementCount,
    sourceUpdatedAt: isoOrNull(row.sourceUpdatedAt),
  };
}

export function checkFacts(row: CheckRow): CheckFacts {
  return {
    requestId: row.requestId,
    alias: row.alias,
    askedAt: iso(row.askedAt),
    answeredAt: isoOrNull(row.answeredAt),
    result: row.result,
    outcome: row.outcome,
    httpStatus: row.httpStatus,
    sourceUpdatedAt: isoOrNull(row.sourceUpdatedAt),
  };
}
