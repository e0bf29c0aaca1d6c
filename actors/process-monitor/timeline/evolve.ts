import type { Change } from './changes.ts';
import { compareEntries, type InstanceHistory, type KnownEntry } from './history.ts';

/** The history after the changes. Applying the changes of every answer in turn rebuilds any history. */
export function evolve(
  history: InstanceHistory,
  changes: readonly Change[],
  asOf = history.asOf,
): InstanceHistory {
  if (changes.length === 0) return asOf === history.asOf ? history : { ...history, asOf };
  const byFingerprint = new Map<string, KnownEntry>(history.entries.map((entry) => [entry.fp, entry]));
  for (const change of changes) {
    if (change.type === 'corrected') byFingerprint.delete(change.before.fp);
  }
  for (const { entry } of changes) byFingerprint.set(entry.fp, entry);
  return { v: 1, asOf, entries: [...byFingerprint.values()].sort(compareEntries) };
}
