import type { AiSettings } from '../../../db/ai/settings.ts';
import type { AiTask } from '../../contracts/ai-answer.ts';
import type { AiConfig } from '../config.ts';

/** The task's own model, then the one that stands in for it. */
export function modelsOf({ models, fallbackModel }: AiConfig, task: AiTask): string[] {
  return [...new Set([models[task], ...(fallbackModel ? [fallbackModel] : [])])];
}

/** The platform's caps, or the firm's own where they are lower. */
export function capsOf({ caps }: AiConfig, { monthlyMicros }: AiSettings): AiConfig['caps'] {
  return { ...caps, micros: Math.min(caps.micros, monthlyMicros ?? caps.micros) };
}
