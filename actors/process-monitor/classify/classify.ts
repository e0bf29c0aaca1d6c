import type { CourtMovement } from '../../contracts/court-document.ts';
import type { Importance } from '../../contracts/events.ts';
import { MOVEMENT_GROUPS, type MovementGroup, UNKNOWN_GROUP } from './groups.ts';
import { lineage } from './tpu-tree.ts';

/** What a movement means, for filters, alerts and lists. */
export interface Classification {
  importance: Importance;
  /** Slug of the group: `notice`, `appeal-result`, `hearing`. */
  group: string;
  /** Portuguese name of the group. */
  groupLabel: string;
}

type Classified = Pick<CourtMovement, 'code' | 'complements'>;

const GROUP_OF: ReadonlyMap<number, MovementGroup> = new Map(
  MOVEMENT_GROUPS.flatMap((group) => group.codes.map((code): [number, MovementGroup] => [code, group])),
);

const IMPORTANCE_LABELS: Record<Importance, string> = {
  critical: 'CRÍTICA',
  high: 'ALTA',
  medium: 'MÉDIA',
  low: 'BAIXA',
};

/**
 * Classifies a movement by its TPU code, else by the nearest ancestor that is listed, then by its complements. Never by its
 * name: `Confirmada` is three different movements. An unknown code is of medium importance.
 */
export function classifyMovement(movement: Classified): Classification {
  const special = byComplement(movement);
  if (special) return special;
  for (const code of lineage(movement.code)) {
    const group = GROUP_OF.get(code);
    if (group) return toClassification(group);
  }
  return toClassification(UNKNOWN_GROUP);
}

/** `CRÍTICA`, `ALTA`, `MÉDIA`, `BAIXA`. */
export function importanceLabel(importance: Importance): string {
  return IMPORTANCE_LABELS[importance];
}

/** Where the complement, not the code, says what happened. */
function byComplement({ code, complements }: Classified): Classification | null {
  const has = (type: number, value: number) => complements.some((c) => c.code === type && c.value === value);
  if (code === 123 && has(18, 38)) {
    return { importance: 'high', group: 'appeal-remittance', groupLabel: 'Subiu em recurso' };
  }
  if (code === 51 && has(3, 36)) {
    return { importance: 'high', group: 'conclusion', groupLabel: 'Conclusão' };
  }
  if ((code === 60 || code === 581 || code === 67) && has(4, 117)) {
    return { importance: 'high', group: 'appeal-result', groupLabel: 'Resultado de recurso' };
  }
  // The documents' values differ between courts; that an order to pay was issued shows only in the name.
  if (code === 60 && complements.some((c) => c.code === 4 && /alvar[áa]/i.test(c.name))) {
    return { importance: 'high', group: 'release-of-funds', groupLabel: 'Alvará' };
  }
  return null;
}

function toClassification({ importance, slug, label }: MovementGroup): Classification {
  return { importance, group: slug, groupLabel: label };
}
