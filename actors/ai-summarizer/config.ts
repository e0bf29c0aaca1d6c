import { AI_TASKS, type AiTask } from '../contracts/ai-answer.ts';
import type { PriceList } from './ledger/price-list.ts';

export interface AiConfig {
  models: Readonly<Record<AiTask, string>>;
  /** Asked when the task's own model does not answer; null for none. */
  fallbackModel: string | null;
  prices: PriceList;
  /** Hard caps of a firm in a month: millionths of a US dollar, and tokens. */
  caps: { micros: number; tokens: number };
  /** Calls at once and calls a minute, of all workers together. */
  concurrency: number;
  requestsPerMinute: number;
  /** A call that takes longer is given up. */
  callTimeoutMs: number;
}

export const DEFAULT_MODELS =
  'claude-sonnet-5-5 notice=claude-haiku-5-5 classification=claude-haiku-5-5 term=claude-haiku-5-5';
export const DEFAULT_FALLBACK = 'claude-haiku-5-5';

/** A model for all, then `task=model` for some. @throws Error naming what cannot be read */
export function parseModels(text: string): Record<AiTask, string> {
  const [general = '', ...special] = text.trim().split(/\s+/);
  if (general === '' || general.includes('=')) throw new Error('begin with the model for every task');
  const models = Object.fromEntries(AI_TASKS.map((task) => [task, general])) as Record<AiTask, string>;
  for (const pair of special) {
    const [task = '', model = ''] = pair.split('=');
    if (!(AI_TASKS as readonly string[]).includes(task) || model === '')
      throw new Error(`"${pair}" is not task=model with a task of ${AI_TASKS.join(', ')}`);
    models[task as AiTask] = model;
  }
  return models;
}

/** Models in use whose price is not known: what they cost could be held to no cap. */
export function unpriced({
  models,
  fallbackModel,
  prices,
}: Pick<AiConfig, 'models' | 'fallbackModel' | 'prices'>): string[] {
  const used = new Set([...Object.values(models), ...(fallbackModel ? [fallbackModel] : [])]);
  return [...used].filter((model) => !prices.some((entry) => entry.model === model));
}
