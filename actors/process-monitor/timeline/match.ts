import type { CourtMovement } from '../../contracts/court-document.ts';
import { identityOf, identityOfEntry } from './fingerprint.ts';
import type { KnownEntry } from './history.ts';

/** A movement of the answer that no known entry accounts for. */
export interface Appeared {
  movement: CourtMovement;
  identity: string;
}

/** The answer held against what is known, as multisets: each known twin accounts for one incoming twin. */
export interface Match {
  appeared: Appeared[];
  /** Known, and not in the answer. Of twins, the last ones. */
  vanished: KnownEntry[];
  /** Withdrawn before, and in the answer again. */
  returned: { entry: KnownEntry; movement: CourtMovement }[];
  /** How many known entries stood, withdrawn ones apart. */
  standing: number;
  /** The lowest twin number of an identity that no entry bears; the caller may ask again and gets the next. */
  nextTwin(identity: string): number;
}

interface Group {
  standing: KnownEntry[];
  gone: KnownEntry[];
  seen: number;
}

/** Incoming movements must be in history order, so that shuffled lists match alike. */
export function matchMovements(known: readonly KnownEntry[], incoming: readonly CourtMovement[]): Match {
  const groups = new Map<string, Group>();
  let standing = 0;
  for (const entry of known) {
    const group = groupOf(groups, identityOfEntry(entry));
    if (entry.gone) group.gone.push(entry);
    else {
      group.standing.push(entry);
      standing++;
    }
  }

  const appeared: Appeared[] = [];
  const returned: Match['returned'] = [];
  for (const movement of incoming) {
    const identity = identityOf(movement);
    const group = groups.get(identity);
    if (!group) {
      appeared.push({ movement, identity });
      continue;
    }
    const beyond = group.seen++ - group.standing.length;
    if (beyond < 0) continue;
    const entry = group.gone[beyond];
    if (entry) returned.push({ entry, movement });
    else appeared.push({ movement, identity });
  }

  const vanished: KnownEntry[] = [];
  for (const { standing: entries, seen } of groups.values()) {
    for (let i = seen; i < entries.length; i++) {
      const entry = entries[i];
      if (entry) vanished.push(entry);
    }
  }
  return { appeared, vanished, returned, standing, nextTwin: twinCounter(groups) };
}

function groupOf(groups: Map<string, Group>, identity: string): Group {
  const known = groups.get(identity);
  if (known) return known;
  const group: Group = { standing: [], gone: [], seen: 0 };
  groups.set(identity, group);
  return group;
}

/** A twin number set free by a correction is not given again in the same answer: both bear it until the change is applied. */
function twinCounter(groups: Map<string, Group>): (identity: string) => number {
  const taken = new Map<string, Set<number>>();
  return (identity) => {
    let numbers = taken.get(identity);
    if (!numbers) {
      const { standing, gone } = groups.get(identity) ?? { standing: [], gone: [] };
      numbers = new Set([...standing, ...gone].map((entry) => entry.twin ?? 0));
      taken.set(identity, numbers);
    }
    let twin = 0;
    while (numbers.has(twin)) twin++;
    numbers.add(twin);
    return twin;
  };
}
