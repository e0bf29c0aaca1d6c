import { answerQuestion } from '../engine/local/question.ts';
import { renderInput } from '../sources/render.ts';
import { HOUSE_RULES_VERSION } from './house-rules.ts';
import type { Task } from './task.ts';

/** A free question about a case. */
export const questionTask: Task = {
  name: 'question',
  version: `question-3.${HOUSE_RULES_VERSION}`,
  sections: ['answer'],
  verdict: { kind: 'answered', values: ['yes', 'partly', 'no'] },
  maxTokens: 4_000,
  isPrivate: true,
  instructions: ({
    question = '',
  }) => `Tarefa: responder à pergunta que está em <pergunta>, só com o que os dados mostram.
De 1 a 6 frases na seção "answer". Se os dados não respondem, diga isso em uma frase, citando o movimento mais recente, e use o veredito "no"; se respondem em parte, "partly"; se respondem, "yes".
${renderInput('pergunta', question)}`,
  local: (sources, { question = '' }) => answerQuestion(sources, question),
};
