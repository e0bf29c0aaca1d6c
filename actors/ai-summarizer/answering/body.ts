import type { AnswerInput } from '../../../db/ai/answers.ts';
import type { AnswerBody, Statement, Verdict } from '../../contracts/ai-answer.ts';
import type { Draft } from '../engine/engine.ts';
import type { Typed } from '../grounding/explanation.ts';
import { type DraftStatement, doubtsOf, type Reading } from '../grounding/verify.ts';
import { byRef, isMovement, type Sources } from '../sources/sources.ts';
import type { Task } from '../tasks/task.ts';

/** A sentence with what the verifier thinks of it. */
export interface Judged {
  statement: DraftStatement;
  doubts: string[];
  /** A model's explanation: there is no fault in it that we see, and nothing that proves it. */
  isExplained?: boolean;
}

const NO_PROOF = 'explicação de um modelo, que nenhum movimento prova';

/** What must not be shown even with a mark: it is no sentence about the case at all. */
const NOT_SHOWN =
  /não fala do processo|contém endereço|não cita nenhum movimento|não existe neste processo|está vazia|promete um resultado/;

/** @param input what was asked: an explanation may be about what was typed, and about nothing else */
export function judge(
  draft: Draft,
  sources: Sources,
  { input, isByRules }: { input: AnswerInput; isByRules: boolean },
): Judged[] {
  const reading = { typed: typedIn(input), isByRules };
  return draft.statements.map((statement) => judgeOne(statement, sources, reading));
}

export function judgeOne(statement: DraftStatement, sources: Sources, reading: Reading): Judged {
  const isExplained = statement.section === 'explanation' && reading.typed !== null && !reading.isByRules;
  return { statement, doubts: doubtsOf(statement, sources, reading), isExplained };
}

export function typedIn({ text, term, question }: AnswerInput): Typed | null {
  if (text !== undefined) return { kind: 'document', text };
  const words = term ?? question;
  return words === undefined ? null : { kind: 'term', text: words };
}

/** Whether a judged sentence may be shown, marked or not. */
export function isShown({ doubts }: Judged): boolean {
  return !doubts.some((doubt) => NOT_SHOWN.test(doubt));
}

/** Why the verdict of a draft is not accepted; empty when it is, and of a task without one. */
export function verdictDoubts(
  task: Task,
  { verdict }: Draft,
  judged: readonly Judged[],
  sources: Sources,
): string[] {
  const known = byRef(sources);
  const cited = judged.flatMap(({ statement, doubts }) =>
    doubts.length > 0 ? [] : statement.sources.flatMap((ref) => known.get(ref) ?? []),
  );
  return task.verdictDoubts?.(verdict, sources.movements, cited.filter(isMovement)) ?? [];
}

/** Whether what is left of a draft is worth showing: something, and more proved than not. */
export function isWorthShowing(judged: readonly Judged[]): boolean {
  const shown = judged.filter(isShown);
  const proved = shown.filter(({ doubts }) => doubts.length === 0).length;
  return proved > 0 && proved * 2 > judged.length;
}

/** An answer as it is kept: the firm's movement ids in place of the prompt's refs, sections in their order. */
export function bodyOf(
  task: Task,
  judged: readonly Judged[],
  verdict: string | null,
  sources: Sources,
): AnswerBody {
  const order = (section: string) => task.sections.indexOf(section as (typeof task.sections)[number]);
  const statements = judged
    .filter(isShown)
    .map((one) => statementOf(one, sources))
    .sort((a, b) => order(a.section) - order(b.section));
  return {
    statements,
    verdict: verdictOf(task, verdict),
    withheld: sources.movements.filter((m) => m.withheld).map((m) => m.id),
  };
}

function statementOf({ statement, doubts, isExplained }: Judged, sources: Sources): Statement {
  const known = byRef(sources);
  const cited = statement.sources.flatMap((ref) => known.get(ref) ?? []);
  return {
    section: statement.section,
    text: statement.text,
    movementIds: cited.filter(isMovement).map((m) => m.id),
    header: cited.some((source) => !isMovement(source)),
    proved: doubts.length === 0 && !isExplained,
    doubts: isExplained ? [...doubts, NO_PROOF] : doubts,
  };
}

function verdictOf(task: Task, value: string | null): Verdict | null {
  return task.verdict && value !== null ? { kind: task.verdict.kind, value } : null;
}
