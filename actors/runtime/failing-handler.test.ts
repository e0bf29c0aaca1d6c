import { afterAll, beforeAll, expect, test } from 'bun:test';
import { Type } from '@sinclair/typebox';
import pino from 'pino';
import { waitFor } from '../../compose/test-kit/wait-for.ts';
import { createJob } from '../../db/jobs/create.ts';
import { failJob } from '../../db/jobs/finish.ts';
import { readJob } from '../../db/jobs/read.ts';
import { readTenant, withTenant } from '../../db/tenant.ts';
import { contract } from '../contracts/contract.ts';
import { newId } from '../contracts/ids.ts';
import { actor } from './actor.ts';
import { loggedError, RetryableError, TerminalError } from './errors.ts';
import { createHarness, type Harness } from './test-kit/harness.ts';

// The worst a handler can do: it repeats all that it was given in its error, and a credential besides.
const NAME = 'Ana Marcada da Silva';
const EMAIL = 'ana.marcada@escritorio.example';
const SECRET = `lux_${'Mark'.repeat(10)}abc`;
const marks = [NAME, EMAIL, SECRET, 'Marcada'];

const leaks = contract('leak', {
  leak: Type.Object({ how: Type.String(), name: Type.String(), email: Type.String() }),
});
const leak = actor({
  contract: leaks,
  description: 'Fails with all that it knows.',
  state: { schema: Type.Object({}), version: 1, initial: () => ({}) },
  retry: { attempts: 2, baseMs: 1, maxMs: 2 },
  handlers: {
    leak(ctx, payload) {
      const text = `cannot handle ${JSON.stringify(payload)} with ${SECRET} for ${payload.name}`;
      if (payload.how === 'terminal') throw new TerminalError(text);
      if (payload.how === 'retry')
        throw new RetryableError(text, { retryAfterMs: 1, cause: new Error(text) });
      if (payload.how === 'text') throw text;
      if (payload.how === 'write')
        ctx.write(async ({ client }) => {
          await client.query('select $1::int', [payload.name]);
        });
      else throw new Error(text, { cause: text });
    },
  },
});

let harness: Harness;
const logged: string[] = [];
const heard: string[] = [];
beforeAll(async () => {
  const log = pino(
    { level: 'trace', serializers: { err: loggedError } },
    { write: (line: string) => void logged.push(line) },
  );
  harness = await createHarness({ log });
  const { connect } = await import('nats');
  const { host, username, password } = new URL(harness.nats.urls.operator);
  const operator = await connect({
    servers: host,
    user: username,
    pass: password,
    inboxPrefix: '_INBOX_operator',
  });
  operator.subscribe('lux.dlq.>', {
    callback: (_, { data }) => void heard.push(new TextDecoder().decode(data)),
  });
  await operator.flush();
  await harness.start(leak, {
    failJob: async (tx, jobId, error) => {
      await failJob(tx, jobId, { message: 'O trabalho não pôde ser concluído.', fix: error });
    },
  });
}, 120_000);
afterAll(() => harness?.close());

test.each(['terminal', 'retry', 'text', 'write', 'error'])(
  'a handler that fails with the payload in its error (%s) tells nobody',
  async (how) => {
    const tenant = newId('tenant');
    logged.length = 0;
    heard.length = 0;
    const { job } = await withTenant(harness.app, tenant, (tx) => createJob(tx, { type: 'process.import' }));
    await harness.send(leaks, 'leak', { tenant }, { how, name: NAME, email: EMAIL }, { jobId: job.id });
    const [dead] = await waitFor('the dead letter', async () => {
      const { rows } = await harness.admin.query(
        'select error, payload from rt.dead_letters where tenant = $1',
        [tenant],
      );
      return rows.length > 0 ? rows : undefined;
    });
    await waitFor('its copy', () => heard.length > 0);
    await waitFor('its line in the log', () => logged.some((line) => line.includes('given up')));
    const failed = await readTenant(harness.app, tenant, (tx) => readJob(tx, job.id));
    const outputs = {
      error: dead.error,
      copy: heard.join(),
      log: logged.join(),
      job: JSON.stringify(failed?.error),
      metrics: await harness.registry.metrics(),
    };
    for (const [output, text] of Object.entries(outputs))
      expect([output, marks.filter((mark) => text.includes(mark))]).toEqual([output, []]);
    // What it was is still said, and the message itself is kept for a redrive.
    expect(failed?.state).toBe('failed');
    expect(dead.error.length).toBeGreaterThan(10);
    expect(dead.payload).toEqual({ how, name: NAME, email: EMAIL });
  },
);
