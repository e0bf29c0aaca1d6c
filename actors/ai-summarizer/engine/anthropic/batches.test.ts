import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'bun:test';
import type { Stalled } from '../../test-kit/batch-book.ts';
import { type MessagesServer, startMessagesServer } from '../../test-kit/messages-server.ts';
import { says } from '../../test-kit/running.ts';
import { EngineError } from '../errors.ts';
import { createBatches } from './batches.ts';
import { createClient } from './client.ts';

const WANTED = { sections: ['happened'], verdicts: null };
const ITEM = {
  id: 'ans_1',
  prompt: { system: 'Regras.', sources: '<dados>\n</dados>', task: 'Tarefa.', refusals: '' },
  model: 'm',
  maxTokens: 500,
  ...WANTED,
};

let server: MessagesServer;
beforeAll(() => {
  server = startMessagesServer(() => says([{ text: 'Houve sentença.', sources: ['m1'] }]));
});
afterAll(() => server.stop());
beforeEach(() => server.batches.stall());

function batchesWithin(timeoutMs: number) {
  return createBatches(
    createClient({ apiKey: 'test-key', baseURL: server.url, timeoutMs, async onHeaders() {} }),
  );
}
const patient = () => new AbortController().signal;

async function submitted(): Promise<string> {
  const { providerId } = await batchesWithin(20_000).submit([ITEM], patient());
  const batch = server.batches.batches.at(-1);
  if (batch) batch.ended = true;
  return providerId;
}

describe('each call about a batch has its time', () => {
  const calls: readonly [Stalled, (id: string, within: number, signal: AbortSignal) => Promise<unknown>][] = [
    ['create', (_, within, signal) => batchesWithin(within).submit([ITEM], signal)],
    ['retrieve', (id, within, signal) => batchesWithin(within).hasEnded(id, signal)],
    ['results', (id, within, signal) => batchesWithin(within).results(id, WANTED, signal)],
  ];

  test.each(calls)('%s that never answers is given up and tried later', async (what, call) => {
    const id = await submitted();
    server.batches.stall(what);
    const error = await call(id, 300, patient()).catch((e) => e);
    expect(error).toBeInstanceOf(EngineError);
    expect(error).toMatchObject({ next: 'later', reason: 'timeout' });
    server.batches.stall();
    expect(await call(id, 20_000, patient())).toBeTruthy();
  });

  test.each(calls)('%s ends at once when its turn is taken away', async (what, call) => {
    const id = await submitted();
    server.batches.stall(what);
    const turn = new AbortController();
    const calling = call(id, 600_000, turn.signal).catch((e) => e);
    turn.abort();
    expect(await calling).toBeInstanceOf(Error);
  });
});
