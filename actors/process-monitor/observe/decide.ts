import type { CourtDocument } from '../../contracts/court-document.ts';
import type { EventData, EventType, MovementFact, Origin, ProcessRef } from '../../contracts/events.ts';
import { newId } from '../../contracts/ids.ts';
import { caseStatus, instanceStatus } from '../../contracts/instance-status.ts';
import type { CaseView } from '../projection/view.ts';
import { instanceKey } from '../projection/view.ts';
import type { Change } from '../timeline/changes.ts';
import { diff } from '../timeline/diff.ts';
import type { InstanceHistory } from '../timeline/history.ts';
import { changedFields, instanceFact, movementFact } from './facts.ts';

/** An event that follows from an observation, before it has an id and a version. */
export interface Decided<T extends EventType = EventType> {
  type: T;
  origin: Origin;
  occurredAt: string;
  data: EventData[T];
}

export interface Observation {
  document: CourtDocument;
  /** When the court told it, ISO 8601. */
  observedAt: string;
  /** Latest state of the court's record taken in so far, ISO 8601. */
  asOf: string | null;
  /** When the firm began to watch, ISO 8601. */
  watchedSince: string;
}

export interface Decision {
  events: Decided[];
  /** The new `asOf`. */
  asOf: string | null;
}

/**
 * What a court's document means for a case, as events. Pure.
 *
 * First sight of a grau is `process.imported` and silent; of a grau that turns up later (an appeal) only what it dates
 * after the firm began to watch is told as well. After that each movement that is new, late, corrected, withdrawn or back
 * again is an event of its own; a rewrite of the whole record is one `process.rebased`.
 */
export function decide(view: CaseView, observation: Observation): Decision {
  const { document, observedAt } = observation;
  const process: ProcessRef = { id: view.id, number: view.number, label: view.label };
  const known = view.instances.get(instanceKey(document));
  const history: InstanceHistory = { v: 1, asOf: observation.asOf, entries: known?.entries ?? [] };
  // The first list of a case is silent whole; that of a grau which came later, or which had none so far, is not.
  const first = known === undefined && view.instances.size === 0;
  const result = diff(history, document, {
    observedAt,
    newId: () => newId('movement'),
    watchedSince: first ? undefined : observation.watchedSince,
  });
  const statusOf = (entries: InstanceHistory['entries']) =>
    instanceStatus(entries.filter((e) => !e.gone)) === 'closed';
  const header = instanceFact(document, statusOf(result.history.entries));
  const events: Decided[] = [];
  const add = <T extends EventType>(
    type: T,
    data: EventData[T],
    fields: { origin?: Origin; occurredAt?: string } = {},
  ) =>
    void events.push({
      type,
      data,
      origin: fields.origin ?? 'new',
      occurredAt: fields.occurredAt ?? observedAt,
    });

  const silent = result.changes.filter((c) => c.silent);
  const told = result.changes.filter((c) => !c.silent);
  if (!known) {
    add(
      'process.imported',
      { process, instance: header, movements: silent.map((c) => factOf(document, c)) },
      { origin: 'backfill' },
    );
  } else if (silent.length > 0) {
    add(
      'process.rebased',
      { process, instance: header, ...rebase(document, silent) },
      { origin: 'backfill' },
    );
  } else if (result.outcome !== 'stale') {
    const changed = changedFields(known.header, header);
    if (changed.length > 0) add('process.amended', { process, instance: header, changed });
  }
  for (const change of told) tell(change);
  settle();
  return { events, asOf: result.history.asOf };

  function tell(change: Change): void {
    if (change.type === 'detected') {
      const movement = movementFact(document, change.movement, change.entry, change.origin);
      add(
        'movement.detected',
        { process, movement },
        { origin: change.origin, occurredAt: movement.occurredAt },
      );
    } else if (change.type === 'corrected') {
      const movement = movementFact(document, change.movement, change.entry, 'correction');
      const before = remembered(document, change.before);
      add(
        'movement.corrected',
        { process, movement, before },
        { origin: 'correction', occurredAt: movement.occurredAt },
      );
    } else if (change.type === 'restored') {
      const movement = movementFact(document, change.movement, change.entry, 'correction');
      add(
        'movement.restored',
        { process, movement },
        { origin: 'correction', occurredAt: movement.occurredAt },
      );
    } else {
      const movement = remembered(document, change.entry);
      add(
        'movement.withdrawn',
        { process, movement },
        { origin: 'correction', occurredAt: movement.occurredAt },
      );
    }
  }

  /** A case is closed when every grau is. */
  function settle(): void {
    if (result.outcome === 'stale') return;
    const others = [...view.instances]
      .filter(([key]) => key !== instanceKey(document))
      .map(([, i]) => i.header.closed);
    const graus = [...others, header.closed].map((closed) =>
      closed ? ('closed' as const) : ('open' as const),
    );
    const closed = caseStatus(graus) === 'closed';
    if (closed && !view.closed) add('process.closed', { process }, known ? {} : { origin: 'backfill' });
    if (!closed && view.closed) add('process.reopened', { process });
  }
}

function factOf(document: CourtDocument, change: Change): MovementFact {
  if (change.type === 'withdrawn') return remembered(document, change.entry);
  const origin = change.type === 'detected' ? change.origin : 'correction';
  return movementFact(document, change.movement, change.entry, origin);
}

/** A movement of which only the entry is left: its name went with the court's list. */
function remembered(document: CourtDocument, entry: InstanceHistory['entries'][number]): MovementFact {
  const complements = (entry.complements ?? '').split(',').flatMap((pair) => {
    const [code, value] = pair.split(':').map(Number);
    return code && value !== undefined ? [{ code, value, name: '', description: '' }] : [];
  });
  const movement = { code: entry.code, name: '', occurredAt: entry.at, complements, unit: null };
  return movementFact(document, movement, entry, 'correction');
}

function rebase(
  document: CourtDocument,
  silent: readonly Change[],
): Pick<EventData['process.rebased'], 'withdrawn' | 'added' | 'changed'> {
  const facts = (...types: Change['type'][]) =>
    silent.filter((c) => types.includes(c.type)).map((c) => factOf(document, c));
  return {
    withdrawn: facts('withdrawn').map((fact) => fact.id),
    added: facts('detected'),
    changed: facts('corrected', 'restored'),
  };
}
