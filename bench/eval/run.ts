import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { DEFAULT_FALLBACK, DEFAULT_MODELS, parseModels } from '../../actors/ai-summarizer/config.ts';
import { createClient } from '../../actors/ai-summarizer/engine/anthropic/client.ts';
import { createAnthropicEngine } from '../../actors/ai-summarizer/engine/anthropic/engine.ts';
import { DEFAULT_PRICES, parsePrices } from '../../actors/ai-summarizer/ledger/price-list.ts';
import { createGate } from '../../actors/ai-summarizer/limits/gate.ts';
import { keepInMemory } from '../../actors/ai-summarizer/limits/keeper.ts';
import { evalCases } from './cases.ts';
import { labelledParts } from './labelled/labelled.ts';
import { faultsOf, tableOf, verifierTableOf } from './report.ts';
import { type Score, scoreOf } from './score.ts';
import { scoreVerifier } from './verifier-score.ts';
import { localWriter, modelWriter, type Writer } from './write-drafts.ts';

// bun run eval [--engine local|anthropic] [--case ID] [--out FILE] [--show]: scores an engine on the invented cases, and the verifier that
// judges it on sentences which people have labelled. A model needs
// ANTHROPIC_API_KEY; AI_MODELS and AI_PRICES as for the workers.
const { values } = parseArgs({
  options: {
    engine: { type: 'string', default: 'local' },
    case: { type: 'string' },
    out: { type: 'string' },
    show: { type: 'boolean', default: false },
  },
});

const cases = evalCases().filter(({ id }) => !values.case || id === values.case);
if (cases.length === 0) fail(`there is no case ${values.case}`);
let usd = 0;
const writer = writerOf(values.engine);
const scores: Score[] = [];
const written: object[] = [];
for (const one of cases) {
  const drafts = await writer(one);
  scores.push(scoreOf(one, drafts));
  written.push({ id: one.id, story: one.story, question: one.question, drafts });
  if (values.show)
    for (const [name, { statements, verdict }] of Object.entries(drafts))
      console.log(
        `\n${one.id} ${name} ${verdict ?? ''}\n${statements.map((s: { text: string; sources: string[] }) => `  ${s.text} [${s.sources.join(' ')}]`).join('\n')}`,
      );
}

const verifier = [...labelledParts(evalCases())].map(([part, all]) => scoreVerifier(part, all));
console.log(tableOf(scores));
for (const fault of faultsOf(scores)) console.log(fault);
console.log(`\nThe verifier, on sentences that were labelled by hand:\n${verifierTableOf(verifier)}\n`);
if (values.engine !== 'local') console.log(`cost: ${usd.toFixed(4)} US dollars`);
const out = values.out ?? join(import.meta.dir, '../results', `eval-${values.engine}.json`);
mkdirSync(dirname(out), { recursive: true });
writeFileSync(out, `${JSON.stringify({ engine: values.engine, usd, scores, verifier, written }, null, 2)}\n`);
console.log(`the report is in ${out}`);

function writerOf(engine: string): Writer {
  if (engine === 'local') return localWriter;
  if (engine !== 'anthropic') fail('--engine is local or anthropic');
  const { ANTHROPIC_API_KEY: apiKey, ANTHROPIC_BASE_URL: baseURL } = process.env;
  if (!apiKey) fail('ANTHROPIC_API_KEY is not set');
  const config = {
    models: parseModels(process.env.AI_MODELS || DEFAULT_MODELS),
    fallbackModel: DEFAULT_FALLBACK,
    prices: parsePrices(process.env.AI_PRICES || DEFAULT_PRICES),
    caps: { micros: 0, tokens: 0 },
    concurrency: 4,
    requestsPerMinute: 50,
    callTimeoutMs: 120_000,
  };
  const { callTimeoutMs: leaseMs, ...limits } = config;
  const gate = createGate({ ...limits, leaseMs, keeper: keepInMemory(), onError: console.error });
  const client = createClient({ apiKey, baseURL, timeoutMs: config.callTimeoutMs, onHeaders: gate.heard });
  return modelWriter(createAnthropicEngine(client, gate), config, (cost) => {
    usd += cost;
  });
}

function fail(text: string): never {
  console.error(text);
  process.exit(2);
}
