import { afterAll, beforeAll, describe, expect, test } from 'bun:test';
import { waitFor } from '../../../../compose/test-kit/wait-for.ts';
import type { DraftStatement } from '../../grounding/verify.ts';
import { createGate } from '../../limits/gate.ts';
import { keepInMemory } from '../../limits/keeper.ts';
import { type Answer, type MessagesServer, startMessagesServer } from '../../test-kit/messages-server.ts';
import { says } from '../../test-kit/running.ts';
import type { Engine, WriteOptions } from '../engine.ts';
import { EngineError } from '../errors.ts';
import { createClient } from './client.ts';
import { Abandoned, createAnthropicEngine } from './engine.ts';

const GOOD = says([
  { text: 'Em 05/03/2024, saiu a sentença com {chaves} e "aspas".', sources: ['m2', 'm2'] },
  { section: 'next', text: 'As partes podem recorrer.', sources: ['m2'] },
]);
const PROMPT = { system: 'Regras.', sources: '<dados>\n</dados>', task: 'Tarefa.', refusals: '' };

let server: MessagesServer;
let answer: Answer = GOOD;
beforeAll(() => {
  server = startMessagesServer(() => answer);
});
afterAll(() => server.stop());

function openGate() {
  const limits = { concurrency: 4, requestsPerMinute: 10_000, leaseMs: 60_000 };
  return createGate({ ...limits, keeper: keepInMemory(), onError: (error) => expect(error).toBeUndefined() });
}

function engine(key = 'test-key', timeoutMs = 5_000): Engine {
  const gate = openGate();
  return createAnthropicEngine(
    createClient({ apiKey: key, baseURL: server.url, timeoutMs, onHeaders: gate.heard }),
    gate,
  );
}

function write(options: Partial<WriteOptions> = {}, by = engine()) {
  const signal = new AbortController().signal;
  const sections = ['happened', 'next'];
  return by.write(PROMPT, { model: 'm', maxTokens: 500, sections, verdicts: null, signal, ...options });
}

async function failure(reply: Answer, by = engine()): Promise<EngineError> {
  answer = reply;
  const error = await write({}, by).then(
    () => undefined,
    (e) => e,
  );
  expect(error).toBeInstanceOf(EngineError);
  return error;
}

describe('through the real SDK', () => {
  test('asks with a schema, both cache marks and no retries of the SDK; answers the draft and what it took', async () => {
    answer = { ...GOOD, usage: { input: 40, cacheWrite: 900, cacheRead: 300, output: 77 }, thinking: true };
    const before = server.asked.length;
    const { draft, usage } = await write();
    expect(draft).toEqual({
      statements: [
        {
          section: 'happened',
          text: 'Em 05/03/2024, saiu a sentença com {chaves} e "aspas".',
          sources: ['m2'],
        },
        { section: 'next', text: 'As partes podem recorrer.', sources: ['m2'] },
      ],
      verdict: null,
    });
    expect(usage).toEqual({ inputTokens: 40, cacheWriteTokens: 900, cacheReadTokens: 300, outputTokens: 77 });
    const asked = server.asked.slice(before);
    expect(asked).toHaveLength(1);
    expect(asked[0]).toMatchObject({
      stream: true,
      max_tokens: 500,
      system: [{ text: 'Regras.', cache_control: { type: 'ephemeral' } }],
      messages: [
        {
          content: [{ text: '<dados>\n</dados>', cache_control: { type: 'ephemeral' } }, { text: 'Tarefa.' }],
        },
      ],
      output_config: { format: { type: 'json_schema', schema: { additionalProperties: false } } },
    });
    expect(asked[0]?.headers.get('x-stainless-retry-count')).toBe('0');
  });

  test('tells each sentence when it is whole, before the answer is', async () => {
    const first = Promise.withResolvers<void>();
    // The rest is not sent before the first sentence has been told.
    answer = { ...GOOD, hold: { after: 8, until: first.promise } };
    const told: DraftStatement[] = [];
    const onStatement = (statement: DraftStatement) => {
      told.push(statement);
      first.resolve();
    };
    expect((await write({ onStatement })).draft.statements).toEqual(told);
    expect(told).toHaveLength(2);
  });

  test.each([
    [429, 'rate_limit_error', { 'retry-after': '7' }, 'later', 'rate-limited', 7_000],
    [529, 'overloaded_error', {}, 'later', 'overloaded', undefined],
    [500, 'api_error', { 'retry-after-ms': '250' }, 'later', 'overloaded', 250],
    [503, 'api_error', {}, 'later', 'overloaded', undefined],
    [401, 'authentication_error', {}, 'never', 'credentials', undefined],
    [403, 'permission_error', {}, 'never', 'credentials', undefined],
    [402, 'billing_error', {}, 'never', 'credentials', undefined],
    [404, 'not_found_error', {}, 'other', 'bad-request', undefined],
    [400, 'invalid_request_error', {}, 'never', 'bad-request', undefined],
    [413, 'request_too_large', {}, 'never', 'bad-request', undefined],
  ] as const)(
    'HTTP %i %s carries its decision, and is asked once',
    async (status, type, headers, next, reason, retryAfterMs) => {
      const before = server.asked.length;
      const error = await failure({ kind: 'error', status, type, headers });
      expect({ ...error }).toMatchObject({ next, reason, charged: false });
      expect(error.retryAfterMs).toBe(retryAfterMs);
      expect(server.asked.length - before).toBe(1);
    },
  );

  test('an error inside the stream is tried later, and what had been read is paid', async () => {
    const error = await failure({
      ...GOOD,
      errorAfter: { pieces: 2, type: 'overloaded_error' },
      usage: { input: 321 },
    });
    expect(error).toMatchObject({ next: 'later', reason: 'overloaded', charged: true });
    expect(error.usage?.inputTokens).toBe(321);
  });

  test('a stream that is cut is no answer, however whole its first sentence was', async () => {
    const error = await failure({ ...GOOD, cutAfter: 4, usage: { input: 12 } });
    expect(error).toMatchObject({ next: 'later', reason: 'unreachable', charged: true });
    expect(error.usage?.inputTokens).toBe(12);
    expect(error.usage?.outputTokens).toBeGreaterThan(20);
  });

  test.each([
    ['a refusal', { ...GOOD, stopReason: 'refusal' }, 'refused'],
    ['an answer cut at its limit', { ...GOOD, stopReason: 'max_tokens' }, 'malformed'],
    ['a tool call nobody offered', { ...GOOD, toolUse: true }, 'malformed'],
    ['no JSON', { ...GOOD, text: 'Claro! Segue o resumo.' }, 'malformed'],
    ['other JSON', { ...GOOD, text: '{"statements":[{"text":"x"}]}' }, 'malformed'],
    ['a section that does not exist', says([{ section: 'hack', text: 'x', sources: [] }]), 'malformed'],
  ] as const)('%s is left to another model, and is paid', async (_, reply, reason) => {
    expect(await failure(reply as Answer)).toMatchObject({ next: 'other', reason, charged: true });
  });

  test('a wrong key is never tried again', async () => {
    expect(await failure(GOOD, engine('wrong'))).toMatchObject({ next: 'never', reason: 'credentials' });
  });

  test('a provider that is not there is tried later', async () => {
    const nowhere = createClient({
      apiKey: 'k',
      baseURL: 'http://127.0.0.1:1',
      timeoutMs: 1_000,
      async onHeaders() {},
    });
    const error = await failure(GOOD, createAnthropicEngine(nowhere, openGate()));
    expect(error).toMatchObject({ next: 'later', reason: 'unreachable', charged: false });
  });

  test('tokens that come slowly are waited for as long as a call may take', async () => {
    answer = { ...GOOD, pieceMs: 30 };
    const { draft } = await write({}, engine('test-key', 20_000));
    expect(draft.statements).toHaveLength(2);
  });

  test.each([
    ['a stream that stalls', { hold: { after: 4, until: new Promise<void>(() => {}) } }],
    ['one that comes too slowly to end in time', { pieceMs: 150 }],
  ])('%s is given up after its time, tried later, and what was read is paid', async (_, how) => {
    const before = server.abandoned();
    const error = await failure({ ...GOOD, ...how, usage: { input: 9 } }, engine('test-key', 500));
    expect(error).toMatchObject({
      next: 'later',
      reason: 'timeout',
      charged: true,
      usage: { inputTokens: 9 },
    });
    expect(error.usage?.outputTokens).toBeGreaterThan(1);
    await waitFor('the provider to see it', () => server.abandoned() === before + 1);
  });

  test('an abort reaches the request itself, and what was written is paid', async () => {
    answer = { ...GOOD, pieceMs: 50, usage: { input: 5 } };
    const before = server.abandoned();
    const controller = new AbortController();
    const done = write({
      signal: controller.signal,
      onStatement: () => controller.abort(new Error('enough')),
    });
    const error = await done.then(
      () => undefined,
      (e) => e,
    );
    expect(error).toBeInstanceOf(Abandoned);
    expect(error.usage.inputTokens).toBe(5);
    await waitFor('the provider to see it', () => server.abandoned() === before + 1);
  });
});

test('a model that fails five times in a row is left alone, and no other', async () => {
  answer = { kind: 'error', status: 529, type: 'overloaded_error' };
  const by = engine();
  for (let i = 0; i < 5; i++) await failure(answer, by);
  const before = server.asked.length;
  expect(await failure(answer, by)).toMatchObject({ next: 'later', reason: 'overloaded' });
  expect(server.asked.length).toBe(before);
  answer = GOOD;
  expect((await write({ model: 'another' }, by)).draft.statements).toHaveLength(2);
});
