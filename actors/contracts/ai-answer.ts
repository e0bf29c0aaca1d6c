/** What can be asked. The name is part of the public contract. */
export const AI_TASKS = ['summary', 'notice', 'question', 'risk', 'classification', 'term'] as const;
export type AiTask = (typeof AI_TASKS)[number];

export type Audience = 'client' | 'lawyer';

/** Parts of an answer, in the order in which they are read. */
export type Section = 'happened' | 'stands' | 'next' | 'notice' | 'answer' | 'reason' | 'explanation';

/** One sentence with what it rests on. */
export interface Statement {
  section: Section;
  text: string;
  /** Movements of the case that prove it. */
  movementIds: string[];
  /** It also rests on the header of a grau: class, court, subjects, date of filing. */
  header: boolean;
  /** False: it could not be proved from the sources, and is shown as such. */
  proved: boolean;
  /** Why it could not be proved, in Portuguese. */
  doubts: string[];
}

/** A decision besides the sentences: of a risk, its level; of a classification, its class. */
export interface Verdict {
  kind: 'risk' | 'class' | 'answered';
  value: string;
}

/** What an answer says. */
export interface AnswerBody {
  statements: Statement[];
  verdict: Verdict | null;
  /** Movements whose free text reads like an instruction to a machine and was left out. */
  withheld: string[];
}

/** Why it was not the first model that answered. */
export type FallbackReason =
  | 'no-key'
  | 'not-allowed'
  | 'budget'
  | 'provider'
  | 'refused'
  | 'ungrounded'
  | 'glossary'
  | 'nothing-to-ask';

/** What every answer tells of its making. */
export interface Provenance {
  engine: 'anthropic' | 'local';
  /** Model id; for the local engine the name of its rules. */
  model: string;
  promptVersion: string;
  fallback: FallbackReason | null;
  inputTokens: number;
  outputTokens: number;
  /** Millionths of a US dollar. */
  costMicros: number;
}

/** OAB, Recomendação 001/2024: whoever reads what a machine wrote is told so, and who answers for it. */
export const MADE_BY_AI =
  'Texto produzido por inteligência artificial a partir dos movimentos citados. Um advogado precisa conferi-lo antes do uso; não é citação, intimação nem contagem de prazo.';
/** Of the local engine. */
export const NOT_AI =
  'Texto montado por regras fixas a partir dos movimentos citados, sem inteligência artificial. Um advogado precisa conferi-lo antes do uso; não é citação, intimação nem contagem de prazo.';

export function disclaimerOf(engine: Provenance['engine']): string {
  return engine === 'local' ? NOT_AI : MADE_BY_AI;
}

/** An answer as one text, section after section; what is not proved says so. */
export function textOf(body: Pick<AnswerBody, 'statements'>): string {
  return body.statements.map(toldText).join(' ');
}

/** A sentence as it is told to people. */
export function toldText({ text, proved }: Pick<Statement, 'text' | 'proved'>): string {
  return proved ? text : `${text} [não comprovado nos movimentos]`;
}
