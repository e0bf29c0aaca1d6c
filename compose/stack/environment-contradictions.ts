import {
  DEFAULT_FALLBACK,
  DEFAULT_MODELS,
  parseModels,
  unpriced,
} from '../../actors/ai-summarizer/config.ts';
import { DEFAULT_PRICES, parsePrices } from '../../actors/ai-summarizer/ledger/price-list.ts';
import { parseNetworks } from '../../actors/notifier/webhook/egress/address.ts';
import { parseSealingKeys } from '../../actors/notifier/webhook/seal.ts';
import { contradictionsOfStore } from '../../actors/report-renderer/store/open.ts';

/** Variables, of those `known`, that are each right and do not stand together: a sentence for each. */
export function contradictions(
  known: readonly string[],
  variables: Record<string, string | undefined>,
): string[] {
  const problems: string[] = [];
  const roles = ['DATABASE_OWNER_URL', 'DATABASE_APP_URL', 'DATABASE_RUNTIME_URL'];
  const missing = roles.filter((name) => !variables[name]);
  if (missing.length > 0 && missing.length < roles.length) {
    problems.push(`${missing.join(' and ')} must be set too: the three roles' URLs come together`);
  }
  if (missing.length === 0 && variables.DATABASE_URL) {
    problems.push(`DATABASE_URL must not be set together with ${roles.join(', ')}`);
  }
  if (!variables.DATAJUD_URL !== !variables.DATAJUD_KEY) {
    problems.push('DATAJUD_URL and DATAJUD_KEY must be set together, or neither: then the sandbox answers');
  }
  const natsRoles = known.filter((name) => /^NATS_[A-Z]+_URL$/.test(name) && variables[name]);
  if (natsRoles.length > 0 && !variables.NATS_URL)
    problems.push(`NATS_URL must be set with ${natsRoles.join(', ')}`);
  return [
    ...problems,
    ...contradictionsOfStore(variables),
    ...unreadable('SEALING_KEYS', variables, parseSealingKeys),
    ...unreadable('WEBHOOK_ALLOW_NETWORKS', variables, parseNetworks),
    ...unreadable('AI_MODELS', variables, parseModels),
    ...unreadable('AI_PRICES', variables, parsePrices),
    ...withoutPrice(variables),
  ];
}

/** What the parser of a variable's own format says; it repeats no secret. */
function unreadable(
  name: string,
  variables: Record<string, string | undefined>,
  parse: (text: string) => unknown,
): string[] {
  try {
    if (variables[name]) parse(variables[name]);
    return [];
  } catch (error) {
    return [`${name}: ${(error as Error).message}`];
  }
}

/** A model without a price could be held to no cap. */
function withoutPrice(variables: Record<string, string | undefined>): string[] {
  if (!variables.ANTHROPIC_API_KEY) return [];
  const { AI_MODELS, AI_PRICES, AI_FALLBACK_MODEL = DEFAULT_FALLBACK } = variables;
  try {
    const missing = unpriced({
      models: parseModels(AI_MODELS || DEFAULT_MODELS),
      fallbackModel: AI_FALLBACK_MODEL === 'none' ? null : AI_FALLBACK_MODEL || DEFAULT_FALLBACK,
      prices: parsePrices(AI_PRICES || DEFAULT_PRICES),
    });
    return missing.map((model) => `AI_PRICES has no price of ${model}`);
  } catch {
    // What cannot be read has been reported above.
    return [];
  }
}
