import type { MovementFact } from '../../contracts/events.ts';
import { type MovementChange, movementChanges } from './rows.ts';
import { applyEvent, type CaseView, emptyView, type StoredEvent } from './view.ts';

/** A row of `movements`, as it is written. */
export interface MovementRow extends Omit<MovementFact, 'tribunal' | 'twin'> {
  processId: string;
  status: 'active' | 'withdrawn';
  detectedAt: string;
  amendedAt: string | null;
}

export interface FoldedCase {
  view: CaseView;
  movements: MovementRow[];
  /** When it was registered, ISO 8601. */
  createdAt: string;
}

/** A case from all of its events, in order: what the rows of its projection have to say. */
export function foldCase(id: string, events: readonly StoredEvent[]): FoldedCase {
  const view = emptyView(id);
  const movements = new Map<string, MovementRow>();
  for (const event of events) {
    applyEvent(view, event);
    for (const change of movementChanges(id, event)) {
      const row = movementAfter(movements.get(change.id), change);
      if (row) movements.set(change.id, row);
    }
  }
  return { view, movements: [...movements.values()], createdAt: events[0]?.occurredAt ?? '' };
}

/** How important the newest movement is that stands, as the lists of cases show it; null when there is none. */
export function lastImportanceOf(movements: readonly MovementRow[]): string | null {
  let last: MovementRow | undefined;
  for (const row of movements) if (row.status === 'active' && (!last || isLater(row, last))) last = row;
  return last?.importance ?? null;
}

function isLater(a: MovementRow, b: MovementRow): boolean {
  const [x, y] = [Date.parse(a.occurredAt), Date.parse(b.occurredAt)];
  return x === y ? a.id > b.id : x > y;
}

/** The row after a change: the same as the statements of write.ts make of it. */
function movementAfter(row: MovementRow | undefined, change: MovementChange): MovementRow | undefined {
  const { fact, status, at, processId } = change;
  if (!change.amended) {
    if (!fact) return undefined;
    const { tribunal: _, twin: __, ...told } = fact;
    return { ...told, processId, status, detectedAt: at, amendedAt: null };
  }
  if (!row) return undefined;
  if (!fact) return { ...row, status, amendedAt: at };
  return {
    ...row,
    status,
    amendedAt: at,
    code: fact.code,
    name: fact.name || row.name,
    description: fact.description,
    occurredAt: fact.occurredAt,
    complements: fact.complements,
    unitName: fact.unitName ?? row.unitName,
    importance: fact.importance,
    group: fact.group,
  };
}
