import type { CourtDocument, CourtMovement } from '../../contracts/court-document.ts';
import { compareMovements, complementKey } from '../../contracts/movement-identity.ts';

/**
 * One document per (alias, number, grau). An index can hold two of one instance: the old `_id` had the class and the
 * unit in it, so a change of either left another document behind, and both id shapes coexist.
 *
 * Of documents with the same class the most recently updated is the record and the others are leftovers. Documents of
 * different classes (a case and its enforcement under one number) are one history: the newest gives the header, and each
 * movement is there as often as in the document that has it most.
 */
export function mergeInstances(documents: readonly CourtDocument[]): CourtDocument[] {
  const groups = Map.groupBy(documents, (d) => `${d.alias}/${d.number}/${d.grau}`);
  return [...groups.values()].flatMap((group) => mergeGroup(group) ?? []);
}

function mergeGroup(group: readonly CourtDocument[]): CourtDocument | undefined {
  if (group.length === 1) return group[0];
  const newestFirst = [...group].sort((a, b) => compareRecency(b, a));
  const [newest] = newestFirst;
  if (!newest) return undefined;
  const perClass = Map.groupBy(newestFirst, (d) => d.class?.code ?? 0);
  const current = [...perClass.values()].flatMap(([first]) => first ?? []);
  if (current.length === 1) return newest;
  const withMovements = current.filter((d) => d.movements !== null);
  return {
    ...newest,
    movements: withMovements.length > 0 ? union(withMovements.map((d) => d.movements ?? [])) : null,
    movementsComplete: current.every((d) => d.movementsComplete && d.movements !== null),
  };
}

function compareRecency(a: CourtDocument, b: CourtDocument): number {
  return (
    compareText(a.sourceUpdatedAt ?? '', b.sourceUpdatedAt ?? '') ||
    compareText(a.indexedAt ?? '', b.indexedAt ?? '') ||
    (a.class?.code ?? 0) - (b.class?.code ?? 0)
  );
}

function union(lists: readonly CourtMovement[][]): CourtMovement[] {
  const merged = new Map<string, CourtMovement[]>();
  for (const list of lists) {
    for (const [key, twins] of Map.groupBy(list, identity)) {
      if (twins.length > (merged.get(key)?.length ?? 0)) merged.set(key, twins);
    }
  }
  return [...merged.values()].flat().sort(compareMovements);
}

function identity(movement: CourtMovement): string {
  return `${movement.code}|${movement.occurredAt}|${complementKey(movement.complements)}`;
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
