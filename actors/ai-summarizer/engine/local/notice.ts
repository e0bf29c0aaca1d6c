import type { DraftStatement } from '../../grounding/verify.ts';
import type { SourceMovement, Sources } from '../../sources/sources.ts';
import type { Draft } from '../engine.ts';
import { plainClause } from './tell.ts';
import { day, list, lowerFirst } from './words.ts';

const WEIGHT = { critical: 0, high: 1, medium: 2, low: 3 } as const;
const OTHERS = 3;

/** New movements in a sentence or two: the one that matters most, then what else there is. */
export function noticeOf(sources: Sources, fresh: ReadonlySet<string>): Draft {
  const told = sources.movements.filter((m) => fresh.has(m.id) && !m.withheld);
  const [first, ...rest] = told.toSorted(
    (a, b) => WEIGHT[a.importance] - WEIGHT[b.importance] || (a.date < b.date ? 1 : -1),
  );
  if (!first) return { statements: [], verdict: null };
  const statements: DraftStatement[] = [
    { section: 'notice', text: `Em ${day(first.date)}, ${plainClause(first)}.`, sources: [first.ref] },
  ];
  const others = distinct(rest, first).slice(0, OTHERS);
  if (others.length > 0) {
    const names = list(others.map((m) => lowerFirst(m.description)));
    statements.push({
      section: 'notice',
      text: `Também foi registrado: ${names}.`,
      sources: others.map((m) => m.ref),
    });
  }
  return { statements, verdict: null };
}

function distinct(movements: readonly SourceMovement[], first: SourceMovement): SourceMovement[] {
  const seen = new Set([first.description]);
  return movements.filter((m) => m.description !== '' && !seen.has(m.description) && seen.add(m.description));
}
