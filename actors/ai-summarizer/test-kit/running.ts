import { type AnswerInput, type AnswerRow, readAnswer } from '../../../db/ai/answers.ts';
import type { Job } from '../../../db/jobs/job.ts';
import { readJob } from '../../../db/jobs/read.ts';
import { withTenant } from '../../../db/tenant.ts';
import type { AiTask } from '../../contracts/ai-answer.ts';
import { aiSummarizer } from '../../contracts/ai-summarizer.ts';
import { createHarness, type Harness } from '../../runtime/test-kit/harness.ts';
import { createAiSummarizer, type SummarizerOptions } from '../actor.ts';
import { type AiConfig, parseModels } from '../config.ts';
import { parsePrices } from '../ledger/price-list.ts';
import { askFor } from './firm.ts';
import { type MessagesServer, type Script, startMessagesServer } from './messages-server.ts';

export const MODEL = 'claude-sonnet-5-5';
export const SECOND = 'claude-haiku-5-5';

export const TEST_CONFIG: AiConfig = {
  models: parseModels(MODEL),
  fallbackModel: SECOND,
  prices: parsePrices(`${MODEL}=2/10/2.5/0.2 ${SECOND}=0.1/0.5/0.125/0.01`),
  caps: { micros: 20_000_000, tokens: 20_000_000 },
  concurrency: 8,
  requestsPerMinute: 10_000,
  callTimeoutMs: 20_000,
};

export interface Running {
  harness: Harness;
  server: MessagesServer;
  /** Asks, waits for the end, answers what came of it. */
  ask(
    of: { tenantId: string; processId: string | null },
    task: AiTask,
    input?: AnswerInput,
  ): Promise<{ answer: AnswerRow; job: Job }>;
  read(tenantId: string, answerId: string, jobId: string): Promise<{ answer: AnswerRow; job: Job }>;
  stop(): Promise<void>;
}

/** The actor on a real database and broker, with the real SDK and a provider on this machine. */
export async function startSummarizer(
  script: Script,
  changes: Partial<Omit<SummarizerOptions, 'provider'>> = {},
): Promise<Running> {
  const [harness, server] = [await createHarness(), startMessagesServer(script)];
  const provider = providerOf(harness, server);
  const options = { config: TEST_CONFIG, provider, ...changes };
  const pace = { cancelMs: 20, draftMs: 5, collectMs: 50, busyMs: 100, ...changes.pace };
  await harness.start(createAiSummarizer({ ...options, pace }));
  const read = (tenantId: string, answerId: string, jobId: string) =>
    withTenant(harness.app, tenantId, async (tx) => {
      const [answer, job] = [await readAnswer(tx, answerId), await readJob(tx, jobId)];
      if (!answer || !job) throw new Error('it was never asked');
      return { answer, job };
    });
  return {
    harness,
    server,
    read,
    async ask(of, task, input = {}) {
      const { answerId, jobId } = await askFor(harness.runtime, of, task, input);
      await harness.send(
        aiSummarizer,
        'answer',
        { tenant: of.tenantId, key: answerId },
        { answerId },
        { jobId },
      );
      await harness.drained('ai-summarizer');
      return read(of.tenantId, answerId, jobId);
    },
    async stop() {
      await harness.close();
      await server.stop();
    },
  };
}

/** The way of a worker to the provider on this machine. */
export function providerOf(harness: Harness, server: MessagesServer): SummarizerOptions['provider'] {
  const onError = (error: unknown) => console.error(error);
  return { apiKey: 'test-key', baseURL: server.url, platform: harness.runtime, onError };
}

/** A well-behaved answer: the given sentences. */
export function says(
  statements: readonly { section?: string; text: string; sources: string[] }[],
  verdict?: string,
): { kind: 'message'; text: string } {
  const whole = statements.map((s) => ({ section: 'happened', ...s }));
  return { kind: 'message', text: JSON.stringify({ statements: whole, ...(verdict ? { verdict } : {}) }) };
}
