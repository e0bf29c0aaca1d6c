import type { Audience } from '../../../contracts/ai-answer.ts';
import type { DraftStatement } from '../../grounding/verify.ts';
import type { SourceMovement, Sources } from '../../sources/sources.ts';
import type { Draft } from '../engine.ts';
import { atUnit } from './at-unit.ts';
import { highlightsOf } from './highlights.ts';
import { type Standing, standingOf } from './phase.ts';
import { STANDING_WORDS } from './standing-words.ts';
import { plainClause, tell } from './tell.ts';
import { day, lowerFirst } from './words.ts';

const ROOM: Record<Audience, number> = { client: 7, lawyer: 18 };

/** What happened, where it stands, what usually comes next: every sentence with its movements. */
export function summarise(sources: Sources, audience: Audience): Draft {
  const standing = standingOf(sources);
  const told = highlightsOf(sources, ROOM[audience]).map((highlight) => tell(highlight, audience));
  const statements = [
    ...opening(sources, audience),
    ...told,
    ...stands(sources, standing, audience),
    ...next(standing, audience),
  ];
  return { statements, verdict: null };
}

/** Where and when the case began, by the header of its first grau. */
function opening({ headers }: Sources, audience: Audience): DraftStatement[] {
  const [first] = headers.toSorted((a, b) => ((a.filedOn ?? '9') < (b.filedOn ?? '9') ? -1 : 1));
  if (!first) return [];
  const when = first.filedOn ? ` em ${day(first.filedOn)}` : '';
  const kind = first.className
    ? audience === 'client'
      ? ` do tipo “${first.className}”`
      : ` (${first.className})`
    : '';
  const place = first.unit ? `${atUnit(first.unit)}, ${first.tribunal}` : `no ${first.tribunal}`;
  const where = first.filedOn ? `, ${place}` : ` ${place}`;
  const verb = first.filedOn ? 'começou' : 'corre';
  return [{ section: 'happened', text: `O processo${kind} ${verb}${when}${where}.`, sources: [first.ref] }];
}

function stands(sources: Sources, standing: Standing, audience: Audience): DraftStatement[] {
  const newest = sources.movements.at(-1);
  const words = STANDING_WORDS[standing.phase].stands[audience];
  const statements: DraftStatement[] = [];
  if (standing.since) statements.push({ section: 'stands', text: words, sources: [standing.since.ref] });
  if (newest && !newest.withheld)
    statements.push({ section: 'stands', text: newestWords(newest, audience), sources: [newest.ref] });
  return statements;
}

/** The newest movement in a sentence. */
export function newestWords(newest: SourceMovement, audience: Audience): string {
  return audience === 'client'
    ? `No último registro, de ${day(newest.date)}, ${plainClause(newest)}.`
    : `Último movimento em ${day(newest.date)} (${newest.grau}): ${newest.withheld ? 'texto retirado' : lowerFirst(newest.description || newest.name)}.`;
}

function next({ phase, since }: Standing, audience: Audience): DraftStatement[] {
  if (!since) return [];
  return [{ section: 'next', text: STANDING_WORDS[phase].next[audience], sources: [since.ref] }];
}
