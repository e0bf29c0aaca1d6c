import { AI_TASKS, type AiTask } from '../contracts/ai-answer.ts';

/** US dollars per million tokens, which is millionths of a dollar a token. */
export interface Price {
  input: number;
  output: number;
  cacheWrite: number;
  cacheRead: number;
}

export interface AiConfig {
  models: Readonly<Record<AiTask, string>>;
  /** Asked when the task's own model does not answer; null for none. */
  fallbackModel: string | null;
  prices: Readonly<Record<string, Price>>;
  /** Hard caps of a firm in a month: millionths of a US dollar, and tokens. */
  caps: { micros: number; tokens: number };
  /** Calls at once, of one worker. */
  concurrency: number;
  requestsPerMinute: number;
  /** A call that takes longer is given up. */
  callTimeoutMs: number;
}

export const DEFAULT_MODELS =
  'claude-sonnet-5-5 notice=claude-haiku-5-5 classification=claude-haiku-5-5 term=claude-haiku-5-5';
export const DEFAULT_FALLBACK = 'claude-haiku-5-5';
/** As published in November 2026, prompts up to 100,000 tokens: https://platform.claude.com/docs/en/about-claude/pricing */
export const DEFAULT_PRICES = 'claude-sonnet-5-5=2/10/2.5/0.2 claude-haiku-5-5=0.1/0.5/0.125/0.01';

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

/** `model=input/output/cache write/cache read`, several separated by spaces. @throws Error naming what cannot be read */
export function parsePrices(text: string): Record<string, Price> {
  const prices: Record<string, Price> = {};
  for (const entry of text.trim().split(/\s+/)) {
    const [model = '', figures = ''] = entry.split('=');
    const [input, output, cacheWrite, cacheRead, more] = figures.split('/').map(Number);
    const all = [input, output, cacheWrite, cacheRead];
    if (
      model === '' ||
      more !== undefined ||
      !all.every((n) => n !== undefined && Number.isFinite(n) && n >= 0)
    )
      throw new Error(
        `"${entry}" is not model=input/output/cache write/cache read in US dollars per million tokens`,
      );
    prices[model] = {
      input: input ?? 0,
      output: output ?? 0,
      cacheWrite: cacheWrite ?? 0,
      cacheRead: cacheRead ?? 0,
    };
  }
  return prices;
}

/** Models in use whose price is not known: what they cost could be held to no cap. */
export function unpriced({
  models,
  fallbackModel,
  prices,
}: Pick<AiConfig, 'models' | 'fallbackModel' | 'prices'>): string[] {
  const used = new Set([...Object.values(models), ...(fallbackModel ? [fallbackModel] : [])]);
  return [...used].filter((model) => prices[model] === undefined);
}
