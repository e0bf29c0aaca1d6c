import { noticeOf } from '../engine/local/notice.ts';
import { renderInput } from '../sources/render.ts';
import type { Sources } from '../sources/sources.ts';
import { HOUSE_RULES_VERSION } from './house-rules.ts';
import type { Task } from './task.ts';

/** New movements of a case in a sentence or two, for a notice to people. */
export const noticeTask: Task = {
  name: 'notice',
  version: `notice-3.${HOUSE_RULES_VERSION}`,
  sections: ['notice'],
  verdict: null,
  maxTokens: 2_000,
  isPrivate: false,
  instructions: (
    { movementIds = [] },
    sources,
  ) => `Tarefa: aviso dos movimentos novos, cujas refs estão em <movimentos_novos>.
Uma ou duas frases na seção "notice", de até 30 palavras cada: primeiro o mais importante, depois o resto se importar. Diga o que houve e quando, em palavras do dia a dia. Os outros movimentos servem só de contexto.
${renderInput('movimentos_novos', refsOf(sources, movementIds))}`,
  local: (sources, { movementIds = [] }) => noticeOf(sources, new Set(movementIds)),
};

/** A firm's ids stay out of a prompt. */
function refsOf(sources: Sources, movementIds: readonly string[]): string[] {
  return sources.movements.filter(({ id }) => movementIds.includes(id)).map(({ ref }) => ref);
}
