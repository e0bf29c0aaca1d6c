import type { SourceMovement, Sources } from '../../sources/sources.ts';
import { serviceState } from './service.ts';

/** Movements that are told in one sentence: of one kind, one after the other. */
export interface Highlight {
  kind: string;
  movements: SourceMovement[];
}

/** What is told of as one: where the second only confirms or prints the first. */
const KINDS: Readonly<Record<string, string>> = {
  notice: 'notice',
  'electronic-communication': 'notice',
  publication: 'publication',
};

/** Of one kind is only what the same words are true of: a hearing that was called is none that was held. */
function kindOf(movement: SourceMovement): string {
  const { group, grau, code, description } = movement;
  if (group === 'service') return `service:${serviceState(movement)}`;
  return KINDS[group] ?? `${group}:${grau}:${code}:${description}`;
}

const WEIGHT = { critical: 0, high: 1, medium: 2, low: 3 } as const;
/** Turning points outweigh what only tells of them. */
const ROUTINE = new Set([
  'notice',
  'publication',
  'electronic-communication',
  'conclusion',
  'order',
  'clerk-act',
]);

/**
 * What a summary tells, in the order of time: every turning point, and as much of the rest as there is room for, the newest
 * first. Everything of one kind that follows each other is one highlight.
 */
export function highlightsOf(sources: Sources, room: number): Highlight[] {
  const worthy = sources.movements.filter((m) => WEIGHT[m.importance] <= 1 && !m.withheld);
  const runs: Highlight[] = [];
  for (const movement of worthy) {
    const kind = kindOf(movement);
    // Notices are told once, together, wherever they stand.
    const run = KINDS[movement.group]
      ? runs.find((r) => r.kind === kind)
      : runs.at(-1)?.kind === kind
        ? runs.at(-1)
        : undefined;
    if (run) run.movements.push(movement);
    else runs.push({ kind, movements: [movement] });
  }
  const ranked = runs
    .map((run, place) => ({ run, place }))
    .sort((a, b) => rank(a.run) - rank(b.run) || b.place - a.place);
  const turning = ranked.filter(({ run }) => rank(run) === 0);
  const kept = [...turning, ...ranked.filter(({ run }) => rank(run) > 0)].slice(
    0,
    Math.max(room, turning.length),
  );
  return kept.sort((a, b) => a.place - b.place).map(({ run }) => run);
}

/** 0: a turning point; 1: a step; 2: what only tells of one. */
function rank({ movements: [first] }: Highlight): number {
  if (!first) return 3;
  if (ROUTINE.has(first.group)) return 2;
  return first.importance === 'critical' ? 0 : 1;
}
