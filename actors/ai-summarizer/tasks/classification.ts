import { classify } from '../engine/local/classification.ts';
import { DOCUMENT_CLASSES } from '../engine/local/document-classes.ts';
import { renderInput } from '../sources/render.ts';
import { HOUSE_RULES_VERSION } from './house-rules.ts';
import type { Task } from './task.ts';

/** What kind of act a text or some movements are. */
export const classificationTask: Task = {
  name: 'classification',
  version: `classification-2.${HOUSE_RULES_VERSION}`,
  sections: ['reason', 'explanation'],
  verdict: { kind: 'class', values: DOCUMENT_CLASSES.map(({ slug }) => slug) },
  maxTokens: 2_000,
  isPrivate: true,
  instructions({ text, movementIds = [] }, sources) {
    const refs = sources.movements.filter(({ id }) => movementIds.includes(id)).map(({ ref }) => ref);
    const classes = DOCUMENT_CLASSES.map(({ slug, label }) => `"${slug}" (${label})`).join(', ');
    return text === undefined
      ? `Tarefa: classificar os movimentos cujas refs estão em <movimentos_novos>: o veredito é a classe do mais importante deles. De 1 a 3 frases na seção "reason", que citam esses movimentos.
Classes: ${classes}.
${renderInput('movimentos_novos', refs)}`
      : `Tarefa: classificar o documento que está em <texto>. De 1 a 2 frases na seção "explanation", com "sources" vazio: que expressões do texto mostram a classe.
Classes: ${classes}.
${renderInput('texto', text)}`;
  },
  local: (sources, input) => classify(sources, input),
};
