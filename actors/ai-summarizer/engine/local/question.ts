import { explain } from '../../../contracts/glossary/explain.ts';
import { findTerm } from '../../../contracts/glossary/find.ts';
import { fold } from '../../grounding/facts.ts';
import type { DraftStatement } from '../../grounding/verify.ts';
import type { SourceMovement, Sources } from '../../sources/sources.ts';
import type { Draft } from '../engine.ts';
import { standingOf } from './phase.ts';
import { STANDING_WORDS } from './standing-words.ts';
import { newestWords } from './summary.ts';
import { plainClause } from './tell.ts';
import { TOPICS, type Topic } from './topics.ts';
import { day } from './words.ts';

const MOST = 4;

const MEANS =
  /\b(?:o que (?:e|sao|significa[m]?|quer dizer)|significado de|definicao de)\s+(?:(?:um|uma|o|a|os|as)\s+)?([^?.!]{3,60})/;
const WHERE = /\b(onde|fase|situacao|status|como (esta|anda|vai)|em que pe|andamento|resum)/;
const NEXT = /\b(proxim|o que (vem|acontece|falta)|e agora|depois disso|vai acontecer|daqui (para|pra))/;
const LATEST = /\b(ultim|mais recente|novidade|aconteceu de novo|recentemente|hoje)/;
/** What only a person with the files can tell. */
const BEYOND =
  /\b(quanto|valor|prazo|dias|chance|probabilidade|custas|honorari|endereco|telefone|testemunha|juiz[a]? (e|se chama)|nome d|quem e|quando (vai|sera|termina|acaba|sai)\b|quanto tempo)/;

/** Answers what can be read off the movements, and says so when it cannot be. */
export function answerQuestion(sources: Sources, question: string): Draft {
  const asked = fold(question);
  const meaning = meaningOf(question);
  if (meaning) return meaning;
  if (BEYOND.test(asked)) return unanswered(sources);
  const topics = TOPICS.filter((topic) => topic.says.test(asked));
  if (NEXT.test(asked)) return answered(standingWords(sources, 'next'));
  if (topics.length > 0) return aboutTopics(sources, topics);
  if (LATEST.test(asked)) return answered(newest(sources));
  if (WHERE.test(asked)) return answered([...standingWords(sources, 'stands'), ...newest(sources)]);
  return unanswered(sources);
}

function answered(statements: DraftStatement[]): Draft {
  return { statements, verdict: statements.length > 0 ? 'yes' : 'no' };
}

function unanswered(sources: Sources): Draft {
  const last = sources.movements.at(-1);
  if (!last) return { statements: [], verdict: 'no' };
  const text = `Os movimentos deste processo não respondem a essa pergunta. ${newestWords(last, 'client')}`;
  return { statements: [{ section: 'answer', text, sources: [last.ref] }], verdict: 'no' };
}

/** The glossary's answer to what is only a question for a term. */
export function meaningOf(question: string): Draft | undefined {
  const term = MEANS.exec(fold(question))?.[1];
  const entry = term === undefined ? undefined : findTerm(term.trim());
  if (!entry) return undefined;
  return { statements: [{ section: 'explanation', text: explain(entry), sources: [] }], verdict: 'yes' };
}

function standingWords(sources: Sources, part: 'stands' | 'next'): DraftStatement[] {
  const { phase, since } = standingOf(sources);
  return since ? [{ section: 'answer', text: STANDING_WORDS[phase][part].client, sources: [since.ref] }] : [];
}

function newest(sources: Sources): DraftStatement[] {
  const last = sources.movements.at(-1);
  return last ? [{ section: 'answer', text: newestWords(last, 'client'), sources: [last.ref] }] : [];
}

function aboutTopics(sources: Sources, topics: readonly Topic[]): Draft {
  const shows = (m: SourceMovement, topic: Topic) =>
    (topic.groups?.includes(m.group) ?? false) ||
    (topic.codes?.includes(m.code) ?? false) ||
    (topic.described?.test(fold(m.description)) ?? false);
  const found = sources.movements.filter((m) => !m.withheld && topics.some((topic) => shows(m, topic)));
  const absent = topics.filter((topic) => !sources.movements.some((m) => shows(m, topic)));
  const last = sources.movements.at(-1);
  const told = found.slice(-MOST).map(
    (m): DraftStatement => ({
      section: 'answer',
      text: `Em ${day(m.date)}, ${plainClause(m)}.`,
      sources: [m.ref],
    }),
  );
  if (told.length > 0 || !last) return answered(told);
  const names = absent.map((topic) => topic.name).join(' nem de ');
  const text = `Até o último registro, de ${day(last.date)}, não há registro de ${names} entre os movimentos que recebemos.`;
  return { statements: [{ section: 'answer', text, sources: [last.ref] }], verdict: 'partly' };
}
