import type { EventEnvelope, EventType, InstanceFact, MovementFact } from '../../contracts/events.ts';
import { entryOfFact } from '../observe/facts.ts';
import { compareEntries, type KnownEntry } from '../timeline/history.ts';

/** What a case looks like after its events: the source of its rows in processes and process_instances. */
export interface CaseView {
  id: string;
  number: string;
  label: string | null;
  tags: string[];
  status: 'active' | 'paused';
  courtStatus: string;
  closed: boolean;
  deletedAt: string | null;
  /** By `alias grau`. */
  instances: Map<string, InstanceView>;
  changedAt: string;
  version: number;
}

export interface InstanceView {
  header: InstanceFact;
  entries: KnownEntry[];
}

/** An event as far as a view depends on it. */
export type StoredEvent = Pick<EventEnvelope, 'type' | 'version' | 'data' | 'occurredAt' | 'recordedAt'>;

export function instanceKey(fact: { alias: string; grau: string }): string {
  return `${fact.alias} ${fact.grau}`;
}

/** The view after one more event. Changes `view` in place: a rebuild folds millions. */
export function applyEvent(view: CaseView, event: StoredEvent): void {
  view.version = event.version;
  view.changedAt = event.recordedAt;
  const data = event.data as never;
  const apply = APPLY[event.type] as ((view: CaseView, data: never, event: StoredEvent) => void) | undefined;
  apply?.(view, data, event);
}

/** A view before its first event. */
export function emptyView(id: string): CaseView {
  return {
    id,
    number: '',
    label: null,
    tags: [],
    status: 'active',
    courtStatus: 'pending',
    closed: false,
    deletedAt: null,
    instances: new Map(),
    changedAt: '',
    version: 0,
  };
}

type Apply = {
  [T in EventType]?: (view: CaseView, data: EventEnvelope<T>['data'], event: StoredEvent) => void;
};

const APPLY: Apply = {
  'process.created'(view, { process, tags, courtStatus }) {
    view.number = process.number;
    view.label = process.label;
    view.tags = tags;
    view.courtStatus = courtStatus ?? 'pending';
  },
  'process.updated'(view, { changes }) {
    if (changes.label !== undefined) view.label = changes.label;
    if (changes.tags) view.tags = changes.tags;
    if (changes.status) view.status = changes.status;
    if (changes.courtStatus) view.courtStatus = changes.courtStatus;
  },
  'process.deleted'(view, _data, event) {
    view.deletedAt = event.occurredAt;
  },
  'process.imported'(view, { instance, movements }) {
    view.courtStatus = 'found';
    view.instances.set(instanceKey(instance), {
      header: instance,
      entries: movements.map(entryOfFact).sort(compareEntries),
    });
  },
  'process.amended'(view, { instance }) {
    instanceOf(view, instance).header = instance;
  },
  'process.rebased'(view, { instance, withdrawn, added, changed }) {
    const own = instanceOf(view, instance);
    own.header = instance;
    const gone = new Set(withdrawn);
    const kept = own.entries.map((entry) =>
      entry.id && gone.has(entry.id) ? { ...entry, gone: true as const } : entry,
    );
    own.entries = kept;
    put(own, [...added, ...changed]);
  },
  'process.closed'(view) {
    view.closed = true;
  },
  'process.reopened'(view) {
    view.closed = false;
  },
  'movement.detected': (view, { movement }) => put(instanceOf(view, movement), [movement]),
  'movement.corrected': (view, { movement }) => put(instanceOf(view, movement), [movement]),
  'movement.restored': (view, { movement }) => put(instanceOf(view, movement), [movement]),
  'movement.withdrawn'(view, { movement }) {
    const own = instanceOf(view, movement);
    own.entries = own.entries.map((entry) =>
      entry.id === movement.id ? { ...entry, gone: true as const } : entry,
    );
  },
};

/** Remembers movements, in place of what was remembered under their ids. */
function put(instance: InstanceView, facts: readonly MovementFact[]): void {
  const ids = new Set(facts.map((fact) => fact.id));
  const others = instance.entries.filter((entry) => !entry.id || !ids.has(entry.id));
  instance.entries = [...others, ...facts.map(entryOfFact)].sort(compareEntries);
}

function instanceOf(view: CaseView, fact: { alias: string; grau: string }): InstanceView {
  const instance = view.instances.get(instanceKey(fact));
  if (!instance) throw new Error(`an event of ${view.id} tells of ${instanceKey(fact)} before its import`);
  return instance;
}
