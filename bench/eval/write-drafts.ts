import { promptOf } from '../../actors/ai-summarizer/answering/prompt.ts';
import type { AiConfig } from '../../actors/ai-summarizer/config.ts';
import type { Draft, Engine } from '../../actors/ai-summarizer/engine/engine.ts';
import { costOf } from '../../actors/ai-summarizer/ledger/price.ts';
import { priceOn } from '../../actors/ai-summarizer/ledger/price-list.ts';
import { TASKS } from '../../actors/ai-summarizer/tasks/tasks.ts';
import type { AnswerInput } from '../../db/ai/answers.ts';
import type { EvalCase } from './docket.ts';
import type { Drafts } from './score.ts';

/** Whoever writes the answers that are scored. */
export type Writer = (one: EvalCase) => Promise<Drafts>;

const ASKS = {
  client: ['summary', () => ({ audience: 'client' })],
  lawyer: ['summary', () => ({ audience: 'lawyer' })],
  question: ['question', (one: EvalCase) => ({ question: one.question })],
  risk: ['risk', () => ({})],
} as const satisfies Record<keyof Drafts, readonly [keyof typeof TASKS, (one: EvalCase) => AnswerInput]>;

export const localWriter: Writer = async (one) => {
  const write = (name: keyof Drafts) => {
    const [task, input] = ASKS[name];
    return TASKS[task].local(one.sources, input(one));
  };
  return {
    client: write('client'),
    lawyer: write('lawyer'),
    question: write('question'),
    risk: write('risk'),
  };
};

/** A model's first drafts, as it wrote them: neither refused nor marked, so that the model is scored and not the verifier. */
export function modelWriter(engine: Engine, config: AiConfig, onCost: (usd: number) => void): Writer {
  return async (one) => {
    const write = async (name: keyof Drafts): Promise<Draft> => {
      const [taskName, input] = ASKS[name];
      const task = TASKS[taskName];
      const model = config.models[taskName];
      const { draft, usage } = await engine.write(promptOf(task, input(one), one.sources), {
        model,
        maxTokens: task.maxTokens,
        sections: task.sections,
        verdicts: task.verdict?.values ?? null,
        signal: AbortSignal.timeout(config.callTimeoutMs),
      });
      const { price } = priceOn(config.prices, model, new Date().toISOString().slice(0, 10));
      onCost(costOf(usage, price) / 1_000_000);
      return draft;
    };
    // The client's first: the others read the case from the provider's cache.
    const client = await write('client');
    const [lawyer, question, risk] = await Promise.all([write('lawyer'), write('question'), write('risk')]);
    return { client, lawyer, question, risk };
  };
}
