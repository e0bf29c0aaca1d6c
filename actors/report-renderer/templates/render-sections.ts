/** A section of a firm's template with the variables to render it with, once for each; what the last gives counts. */
export interface SectionJob {
  source: string;
  tries: { variables: Record<string, unknown>; strict?: boolean }[];
}

/** HTML of running text, or what is wrong, in a sentence for the author. */
export type SectionResult = { html: string } | { error: string };

/** What the engine's own limits are too coarse for: a filter over a long list is interrupted by nobody. */
export const SECTIONS_BUDGET_MS = 2_000;

/**
 * Renders sections in a thread that is ended with the last of them, or when their time is over: whatever they do, nobody else
 * waits for it. The section on which the time ran out is wrong, and those behind it are not answered.
 */
export async function renderSections(
  jobs: readonly SectionJob[],
  budgetMs = SECTIONS_BUDGET_MS,
): Promise<SectionResult[]> {
  if (jobs.length === 0) return [];
  const results: SectionResult[] = [];
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const thread = new Worker(new URL('./section-thread.ts', import.meta.url).href);
  let timer: Timer | undefined;
  thread.onerror = ({ message }) => reject(new Error(`the thread of the sections failed: ${message}`));
  thread.onmessage = ({ data }: MessageEvent<'ready' | SectionResult>) => {
    if (data !== 'ready') {
      if (results.push(data) === jobs.length) resolve();
      return;
    }
    // What it takes to start a thread is no fault of the sections.
    timer = setTimeout(() => {
      results.push({
        error: `the sections take longer than ${budgetMs} ms, and this one is not done by then`,
      });
      resolve();
    }, budgetMs);
    thread.postMessage(jobs);
  };
  try {
    await promise;
    return results;
  } finally {
    clearTimeout(timer);
    thread.terminate();
  }
}
