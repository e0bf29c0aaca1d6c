import { searchText } from '../../../db/processes/register.ts';
import type { EventData, MovementFact } from '../../contracts/events.ts';
import type { CaseView, InstanceView, StoredEvent } from './view.ts';

/** The columns of `processes` that follow from a case's events. */
export interface ProcessColumns {
  id: string;
  label: string | null;
  tags: string[];
  status: string;
  courtStatus: string;
  tribunal: string | null;
  className: string | null;
  subjects: string[];
  unitName: string | null;
  filedAt: string | null;
  secrecy: number;
  closed: boolean;
  movementCount: number;
  lastMovementAt: string | null;
  changedAt: string;
  deletedAt: string | null;
  version: number;
  searchText: string;
}

/** Those of them that movements change. */
export type MovedColumns = Pick<
  ProcessColumns,
  'id' | 'movementCount' | 'lastMovementAt' | 'changedAt' | 'version'
>;

/** The instance that a list shows a case by: the one where it began. */
const RANK = ['G1', 'JE', 'ND', 'G2', 'TR', 'TRU', 'SUP'];

export function processColumns(view: CaseView): ProcessColumns {
  const instances = [...view.instances.values()].sort((a, b) => rank(a) - rank(b));
  const main = instances[0]?.header;
  const columns = {
    ...movedColumns(view),
    label: view.label,
    tags: view.tags,
    status: view.status,
    courtStatus: view.courtStatus,
    tribunal: main?.tribunal ?? null,
    className: main?.class?.name ?? null,
    subjects: main?.subjects.map((s) => s.name) ?? [],
    unitName: main?.unit?.name ?? null,
    filedAt: main?.filedAt ?? null,
    secrecy: instances.reduce((highest, i) => Math.max(highest, i.header.secrecy), 0),
    closed: view.closed,
    deletedAt: view.deletedAt,
  };
  return { ...columns, searchText: searchText({ ...columns, number: view.number }) };
}

/** What changes in a case's row when nothing but its movements did. */
export function movedColumns(view: CaseView): MovedColumns {
  let movementCount = 0;
  let lastMovementAt: string | null = null;
  for (const { entries } of view.instances.values()) {
    const live = entries.filter((e) => !e.gone);
    movementCount += live.length;
    lastMovementAt = later(lastMovementAt, live.at(-1)?.at ?? null);
  }
  const { id, changedAt, version } = view;
  return { id, movementCount, lastMovementAt, changedAt, version };
}

function rank({ header }: InstanceView): number {
  const place = RANK.indexOf(header.grau);
  return place < 0 ? RANK.length : place;
}

function later(a: string | null, b: string | null): string | null {
  if (a === null || b === null) return a ?? b;
  return Date.parse(a) > Date.parse(b) ? a : b;
}

/** A row of `movements` to be written; `fact` null withdraws it. */
export interface MovementChange {
  id: string;
  processId: string;
  /** null: only the status changes. */
  fact: MovementFact | null;
  status: 'active' | 'withdrawn';
  /** When it was first seen, or amended. */
  at: string;
  amended: boolean;
}

/** What an event changes in `movements`. */
export function movementChanges(processId: string, event: StoredEvent): MovementChange[] {
  const at = event.recordedAt;
  const added = (fact: MovementFact): MovementChange => ({
    id: fact.id,
    processId,
    fact,
    status: 'active',
    at,
    amended: false,
  });
  const amended = (fact: MovementFact): MovementChange => ({ ...added(fact), amended: true });
  const withdrawn = (id: string): MovementChange => ({
    id,
    processId,
    fact: null,
    status: 'withdrawn',
    at,
    amended: true,
  });
  switch (event.type) {
    case 'process.imported':
      return (event.data as EventData['process.imported']).movements.map(added);
    case 'process.rebased': {
      const data = event.data as EventData['process.rebased'];
      return [...data.withdrawn.map(withdrawn), ...data.added.map(added), ...data.changed.map(amended)];
    }
    case 'movement.detected':
      return [added((event.data as EventData['movement.detected']).movement)];
    case 'movement.corrected':
    case 'movement.restored':
      return [amended((event.data as EventData['movement.corrected']).movement)];
    case 'movement.withdrawn':
      return [withdrawn((event.data as EventData['movement.withdrawn']).movement.id)];
    default:
      return [];
  }
}
