import type { AnswerInput } from '../../../db/ai/answers.ts';
import type { Prompt } from '../engine/engine.ts';
import { hashOf } from '../sources/hash.ts';
import { renderSources } from '../sources/render.ts';
import type { Sources } from '../sources/sources.ts';
import { HOUSE_RULES } from '../tasks/house-rules.ts';
import type { Task } from '../tasks/task.ts';

export function promptOf(task: Task, input: AnswerInput, sources: Sources): Prompt {
  return {
    system: HOUSE_RULES,
    sources: renderSources(sources),
    task: task.instructions(input, sources),
    refusals: '',
  };
}

/** The same prompt with the reasons why what it gave was refused. */
export function withRefusals(
  prompt: Prompt,
  refused: readonly { text: string; doubts: readonly string[] }[],
): Prompt {
  const lines = refused.map(({ text, doubts }) => `- ${JSON.stringify(text)}: ${doubts.join('; ')}`);
  const refusals = `A resposta anterior foi recusada pelo verificador. Escreva tudo de novo, sem estes defeitos:\n${lines.join('\n')}`;
  return { ...prompt, refusals };
}

/**
 * Names everything that goes into an answer: equal means that the same would be asked of the same model. The asker is no part
 * of it, and neither are a firm's ids.
 */
export function hashOfPrompt(task: Task, model: string, prompt: Prompt): string {
  return hashOf(task.version, model, prompt.system, prompt.sources, prompt.task);
}
