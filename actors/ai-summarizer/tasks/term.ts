import { explainTerm } from '../engine/local/term.ts';
import { renderInput } from '../sources/render.ts';
import { HOUSE_RULES_VERSION } from './house-rules.ts';
import type { Task } from './task.ts';

/** What a term means. The glossary has answered before this is asked; what it does not have, a model explains. */
export const termTask: Task = {
  name: 'term',
  version: `term-1.${HOUSE_RULES_VERSION}`,
  sections: ['explanation'],
  verdict: { kind: 'answered', values: ['yes', 'no'] },
  maxTokens: 1_500,
  isPrivate: true,
  instructions: ({
    term = '',
  }) => `Tarefa: explicar a um leigo o termo jurídico brasileiro que está em <termo>.
De 1 a 3 frases na seção "explanation", com "sources" vazio. Não cite artigos, números nem datas. Se não for um termo do direito ou do processo, diga isso em uma frase e use o veredito "no".
${renderInput('termo', term)}`,
  local: (_, { term = '' }) => explainTerm(term),
};
