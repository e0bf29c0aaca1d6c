import type { CourtRecord } from '../wire.ts';

/** What a search sees of one court's index at this moment. */
export interface CourtView {
  alias: string;
  /** `api_publica_tjsp` */
  index: string;
  all(): CourtRecord[];
  byNumbers(numbers: Set<string>): CourtRecord[];
  byIds(ids: Set<string>): CourtRecord[];
}

/** One document over time: as loaded, as the court has it, as the index shows it. Null is "no such document". */
export interface Entry {
  readonly ordinal: number;
  readonly number: string;
  readonly original: CourtRecord | null;
  current: CourtRecord | null;
  visible: CourtRecord | null;
  /** Sequence number of the change that is visible, so that a slower change never undoes a later one. */
  shownBy: number;
}

export interface CourtIndex extends CourtView {
  /** As the court has them now, whether the index shows them yet or not. */
  current(number?: string): CourtRecord[];
  currentById(id: string): CourtRecord | null;
  load(record: CourtRecord): void;
  /** Sets what the court has; returns the entry so that the caller decides when the index shows it. */
  write(id: string, number: string, record: CourtRecord | null): Entry;
  show(entry: Entry, record: CourtRecord | null, sequence: number): void;
  reset(): void;
  size(): number;
}

export function createCourtIndex(alias: string): CourtIndex {
  const byId = new Map<string, Entry>();
  const byNumber = new Map<string, Entry[]>();
  let listed: CourtRecord[] | null = null;
  let nextOrdinal = 0;

  function entryOf(id: string, number: string, original: CourtRecord | null): Entry {
    const entry: Entry = {
      ordinal: nextOrdinal++,
      number,
      original,
      current: null,
      visible: null,
      shownBy: 0,
    };
    byId.set(id, entry);
    const sameNumber = byNumber.get(number);
    if (sameNumber) sameNumber.push(entry);
    else byNumber.set(number, [entry]);
    return entry;
  }

  function visibleOf(entries: Iterable<Entry>): CourtRecord[] {
    const out: CourtRecord[] = [];
    for (const entry of entries) if (entry.visible) out.push(entry.visible);
    return out;
  }

  return {
    alias,
    index: `api_publica_${alias}`,
    all() {
      listed ??= visibleOf(byId.values());
      return listed;
    },
    byNumbers(numbers) {
      const found: Entry[] = [];
      for (const number of numbers) for (const entry of byNumber.get(number) ?? []) found.push(entry);
      return visibleOf(found.sort((a, b) => a.ordinal - b.ordinal));
    },
    byIds(ids) {
      const found = [...ids].flatMap((id) => byId.get(id) ?? []);
      return visibleOf(found.sort((a, b) => a.ordinal - b.ordinal));
    },
    current(number) {
      const entries = number === undefined ? byId.values() : (byNumber.get(number) ?? []);
      return [...entries].flatMap((entry) => entry.current ?? []);
    },
    currentById: (id) => byId.get(id)?.current ?? null,
    load(record) {
      const before = byId.get(record.id);
      if (before?.original && before.original.indexedMs > record.indexedMs) return;
      if (before) removeEntry(before, record.id);
      const entry = entryOf(record.id, record.number, record);
      entry.current = record;
      entry.visible = record;
      listed = null;
    },
    write(id, number, record) {
      const entry = byId.get(id) ?? entryOf(id, number, null);
      entry.current = record;
      return entry;
    },
    show(entry, record, sequence) {
      if (sequence < entry.shownBy) return;
      entry.visible = record;
      entry.shownBy = sequence;
      listed = null;
    },
    reset() {
      for (const [id, entry] of byId) {
        if (!entry.original) removeEntry(entry, id);
        entry.current = entry.original;
        entry.visible = entry.original;
      }
      listed = null;
    },
    size: () => [...byId.values()].filter((entry) => entry.current).length,
  };

  function removeEntry(entry: Entry, id: string): void {
    byId.delete(id);
    const rest = (byNumber.get(entry.number) ?? []).filter((other) => other !== entry);
    if (rest.length > 0) byNumber.set(entry.number, rest);
    else byNumber.delete(entry.number);
  }
}
