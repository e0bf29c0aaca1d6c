import type { ProcessRef } from '../../actors/contracts/events.ts';
import type { Happening } from '../../actors/contracts/happening.ts';

/** What a message tells of one case. */
export interface CaseEntry {
  id: string;
  count: number;
  /** Null of a case whose content may not be told by this link: nothing that identifies it is shown. */
  told: { process: ProcessRef; tribunal: string | null; happenings: Happening[] } | null;
}

/**
 * What a message tells, by case: those with something critical first, then by what moved last. A case is hidden as a whole when
 * anything of it is under secrecy, and left out when the firm does not follow it any more: its own page has ended as well.
 */
export function byCase(
  happenings: readonly Happening[],
  { watched, tellsSealed }: { watched: ReadonlySet<string>; tellsSealed: boolean },
): CaseEntry[] {
  const groups = Map.groupBy(happenings, ({ process }) => process?.id ?? '');
  const entries = [...groups].flatMap(([id, group]) => {
    const [first] = group;
    if (!first?.process || !watched.has(id)) return [];
    const hidden = !tellsSealed && group.some(({ sealed }) => sealed);
    const newestFirst = group.toSorted((a, b) => at(b) - at(a));
    const told = { process: first.process, tribunal: first.tribunal, happenings: newestFirst };
    const entry: CaseEntry = { id, count: group.length, told: hidden ? null : told };
    const critical = group.some(({ eventClass }) => eventClass === 'critical');
    return [{ entry, critical, latest: Math.max(...group.map(at)) }];
  });
  const ordered = entries.sort(
    (a, b) =>
      Number(b.critical) - Number(a.critical) || b.latest - a.latest || (a.entry.id < b.entry.id ? -1 : 1),
  );
  return ordered.map(({ entry }) => entry);
}

function at({ occurredAt }: Happening): number {
  return Date.parse(occurredAt) || 0;
}
