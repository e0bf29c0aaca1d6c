import { startSandbox } from '../compose/datajud-sandbox/server.ts';

// The DataJud sandbox as a Bun worker, so that it shares no event loop with what is measured. Takes one question at a time.
export type Question =
  | { ask: 'start'; courts: readonly string[]; casesPerCourt: number; movementsPerCase: number }
  /** Adds a movement to the first cases of every court, and forgets the requests made so far. */
  | { ask: 'move'; share: number }
  | { ask: 'requests' };

export type Reply = { url: string; key: string; numbers: Map<string, string[]> } | { requests: number };

declare const self: Worker;
let sandbox: Awaited<ReturnType<typeof startSandbox>> | undefined;
let numbers = new Map<string, string[]>();

self.onmessage = async ({ data }: MessageEvent<Question>) => self.postMessage(await reply(data));

async function reply(question: Question): Promise<Reply> {
  if (question.ask === 'start') {
    const { courts, casesPerCourt, movementsPerCase } = question;
    sandbox = await startSandbox({ generate: { courts, casesPerCourt, movementsPerCase, oddities: 0 } });
    numbers = new Map(courts.map((court) => [court, numbersOf(court)]));
    return { url: sandbox.url, key: sandbox.key, numbers };
  }
  const control = sandbox?.control;
  if (question.ask === 'move') {
    for (const [court, own] of numbers)
      for (const number of own.slice(0, Math.round(own.length * question.share))) {
        const found = control?.readCase(number).find((document) => document.court === court);
        if (found) control?.run('add-movement', { number, court, grau: found.grau, codigo: 85 });
      }
    control?.clearRequests();
  }
  return { requests: control?.stats().requests ?? 0 };
}

function numbersOf(court: string): string[] {
  const found = new Set<string>();
  for (let cursor: string | undefined | null; cursor !== null; ) {
    const page = sandbox?.control.cases({ court, limit: 1_000, cursor });
    for (const { number } of page?.data ?? []) found.add(number.replaceAll(/\D/g, ''));
    cursor = page?.nextCursor ?? null;
  }
  return [...found];
}
