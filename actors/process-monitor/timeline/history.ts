import { type Static, Type } from '@sinclair/typebox';

/**
 * A movement as the monitor remembers it: enough to recognise it in the next answer, and no more, since a case of 50
 * movements is read and written at each change. Optional fields are left out when they would say nothing.
 */
export const KnownEntrySchema = Type.Object({
  /** Code, wall clock, complements and twin as one text; no two entries of a history share it. */
  fp: Type.String(),
  /** `mov_...`: stays the same through corrections. */
  id: Type.Optional(Type.String()),
  /** TPU code. */
  code: Type.Integer(),
  /** ISO 8601 with offset, Brasília. */
  at: Type.String(),
  /** `3:36,18:38`, see complementKey. */
  complements: Type.Optional(Type.String()),
  /** Which of several identical movements, from 0: courts do repeat themselves to the second. */
  twin: Type.Optional(Type.Integer()),
  /** Withdrawn by the court: not in its last list. Never forgotten, since it may come back. */
  gone: Type.Optional(Type.Literal(true)),
});

/** What is known of one process at one grau of one court. Entries are in the order of the history. */
export const InstanceHistorySchema = Type.Object({
  v: Type.Literal(1),
  /** Latest `dataHoraUltimaAtualizacao` taken in, ISO 8601 UTC; an older answer comes from a replica that lags. */
  asOf: Type.Union([Type.String(), Type.Null()]),
  entries: Type.Array(KnownEntrySchema),
});

export type KnownEntry = Static<typeof KnownEntrySchema>;
export type InstanceHistory = Static<typeof InstanceHistorySchema>;

/** The history of an instance that no answer with movements has told of yet. */
export function emptyHistory(): InstanceHistory {
  return { v: 1, asOf: null, entries: [] };
}

/** Wall clock, code, complements, twin: the same order as compareMovements gives their movements. */
export function compareEntries(a: KnownEntry, b: KnownEntry): number {
  return (
    compareText(a.at, b.at) ||
    a.code - b.code ||
    compareText(a.complements ?? '', b.complements ?? '') ||
    (a.twin ?? 0) - (b.twin ?? 0)
  );
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
