import type { AnswerInput } from '../../../../db/ai/answers.ts';
import { fold } from '../../grounding/facts.ts';
import type { Sources } from '../../sources/sources.ts';
import type { Draft } from '../engine.ts';
import { DOCUMENT_CLASSES, type DocumentClass } from './document-classes.ts';
import { plainClause } from './tell.ts';
import { day } from './words.ts';

const WEIGHT = { critical: 0, high: 1, medium: 2, low: 3 } as const;
const OTHER: DocumentClass = { slug: 'outro', label: 'outro documento ou ato', marks: [], groups: [] };

/** The class of a text by the marks that it bears, or of movements by their groups. */
export function classify(sources: Sources, { text, movementIds = [] }: AnswerInput): Draft {
  return text === undefined ? classifyMovements(sources, new Set(movementIds)) : classifyText(text);
}

function classifyText(text: string): Draft {
  const folded = fold(text);
  const ranked = DOCUMENT_CLASSES.map((kind, place) => ({
    kind,
    place,
    marks: kind.marks.filter((mark) => mark.test(folded)),
  }))
    .filter(({ marks }) => marks.length > 0)
    .sort((a, b) => b.marks.length - a.marks.length || a.place - b.place);
  const [best] = ranked;
  if (!best) {
    const words = 'O texto não traz expressões próprias de nenhuma das classes.';
    return { statements: [{ section: 'explanation', text: words, sources: [] }], verdict: OTHER.slug };
  }
  const words = `O texto traz expressões próprias desta classe: ${best.kind.label}.`;
  return { statements: [{ section: 'explanation', text: words, sources: [] }], verdict: best.kind.slug };
}

function classifyMovements(sources: Sources, wanted: ReadonlySet<string>): Draft {
  const movements = sources.movements
    .filter((m) => wanted.has(m.id) && !m.withheld)
    .sort((a, b) => WEIGHT[a.importance] - WEIGHT[b.importance]);
  const [first] = movements;
  const kind = DOCUMENT_CLASSES.find(({ groups }) => first && groups.includes(first.group)) ?? OTHER;
  const statements = movements.slice(0, 3).map((m) => ({
    section: 'reason' as const,
    text: `Em ${day(m.date)}, ${plainClause(m)}.`,
    sources: [m.ref],
  }));
  return { statements, verdict: kind.slug };
}
