import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'bun:test';
import { join } from 'node:path';
import { waitFor } from '../../../compose/test-kit/wait-for.ts';
import { newEvent } from '../../../db/events/append.ts';
import { appendNext } from '../../../db/events/append-next.ts';
import { endJobs } from '../../../db/jobs/finish.ts';
import { createAiSummarizer } from '../../ai-summarizer/actor.ts';
import { makeCase, type TestCase } from '../../ai-summarizer/test-kit/firm.ts';
import { TEST_CONFIG } from '../../ai-summarizer/test-kit/running.ts';
import { MADE_BY_AI, NOT_AI } from '../../contracts/ai-answer.ts';
import type { Content } from '../../contracts/channels.ts';
import { type Chats, startChats } from '../test-kit/chat.ts';
import type { Firm } from '../test-kit/firm.ts';
import { type People, peopleOf } from '../test-kit/people.ts';
import { createRunning, type Running, SEALING_KEYS } from '../test-kit/running.ts';

const STEPS = [
  { day: '2023-01-10', code: 26 },
  { day: '2024-03-05', code: 219 },
];

let running: Running;
let chats: Chats;
let worker: { stop(): Promise<void> };
let firm: Firm;
let people: People;
let connection: string;
let ana: string;
let chat: string;
let chatNumber = 9_000;
let cases = 0;
beforeAll(async () => {
  running = await createRunning();
  worker = await running.start();
  chats = await startChats(running.harness);
}, 180_000);
afterAll(async () => {
  await chats.close();
  await running.close();
});
beforeEach(async () => {
  running.clock.aheadMs = 0;
  firm = running.firm();
  people = peopleOf(firm);
  connection = await people.connection('telegram');
  ana = await people.person({ name: 'Ana' });
  chat = String(++chatNumber);
  await people.link(ana, 'telegram', chat, connection);
});

const aCase = (more: Parameters<typeof makeCase>[2] = {}): Promise<TestCase> =>
  makeCase(running.harness.runtime, STEPS, {
    tenantId: firm.tenant,
    number: `000000117209982600${String(++cases).padStart(2, '0')}`,
    ...more,
  });
const write = (text: string) => chats.write(connection, chat, text);
const said = () => chats.said(chat).map(({ content }) => content);
/** What is said next, besides what was said before. */
async function next(before: number): Promise<Content | undefined> {
  await waitFor('the promised answer', () => said().length > before, { withinMs: 20_000 });
  return said()[before];
}
const jobs = () =>
  firm.read(
    async (tx) =>
      (
        await tx.client.query<{ id: string; type: string; subject: string | null }>(
          'select id, type, subject from jobs order by created_at',
        )
      ).rows,
  );
const end = (jobId: string, how: Parameters<typeof endJobs>[2]) =>
  firm.write((tx) => endJobs(tx, [jobId], how));
const failed = {
  state: 'failed',
  error: { message: 'O modelo não respondeu.', fix: 'Peça de novo.' },
} as const;
/** Looks that nothing more is said. */
async function silence(): Promise<void> {
  const before = said().length;
  await running.harness.drained('notifier');
  await Bun.sleep(600);
  await running.harness.drained('notifier');
  expect(said()).toHaveLength(before);
}

describe('/resumo', () => {
  test('asked twice while it is written is one job and one answer; what went wrong is said', async () => {
    await aCase({ number: '00000029120998260001' });
    for (let times = 0; times < 2; times++)
      expect((await write('/resumo 29120')).title).toStartWith('Estou preparando');
    const [job, ...others] = await jobs();
    expect(others).toEqual([]);
    await end(job?.id ?? '', failed);
    expect((await next(2))?.paragraphs).toContainEqual({ text: 'O modelo não respondeu.' });
    await silence();
  });

  test('promises a summary, gives it in the chat when it is written, and at once the next time', async () => {
    const { processId } = await aCase({ number: '00000049120998260001' });
    const promise = await write('/resumo 49120');
    expect(promise.title).toStartWith('Estou preparando o resumo');
    await running.harness.start(createAiSummarizer({ config: TEST_CONFIG }));
    const summary = await next(1);
    expect(summary?.title).toContain('Rótulo interno');
    expect(JSON.stringify(summary?.paragraphs)).toMatch(/O que houve: .*\[1\]/);
    expect(summary?.footer[0]).toMatch(/^Fontes \(DataJud\): \[1\] .*G1/);
    expect(summary?.footer).toContain(NOT_AI);
    expect(summary?.buttons[0]?.url).toStartWith('https://lux.example/case/');
    const again = await write('/resumo 49120');
    expect(again).toMatchObject({ title: summary?.title ?? '', paragraphs: summary?.paragraphs ?? [] });
    // It has moved since: what was written is not what it is.
    await firm.write((tx) =>
      tx.client.query("update processes set changed_at = now() + interval '1 second' where id = $1", [
        processId,
      ]),
    );
    expect((await write('/resumo 49120')).title).toStartWith('Estou preparando');
    const usage = await firm.read(
      async (tx) => (await tx.client.query('select commands from bot_usage')).rows,
    );
    expect(usage).toEqual([{ commands: 3 }]);
  });
});

describe('a promised answer', () => {
  /** Promised for a job that only the test ends. */
  async function promised(): Promise<string> {
    expect((await write('/relatorio 7 dias')).title).toContain('Movimentações do período');
    const job = (await jobs()).at(-1);
    if (!job) throw new Error('no job was made');
    return job.id;
  }

  test('of a report is a link that ends, to the file that was made', async () => {
    const jobId = await promised();
    const [job] = await jobs();
    const reportId = job?.subject ?? '';
    const data = {
      reportId,
      kind: 'movements',
      title: 'Movimentações',
      process: null,
      files: [{ format: 'pdf', bytes: 1, sha256: 'x', link: 'https://files.example/1' }],
      linksExpireAt: '2099-01-02T15:00:00.000Z',
      scheduleId: null,
    } as const;
    await firm.write(async (tx) => {
      const place = { aggregate: 'document', aggregateId: reportId, version: 0 } as const;
      await appendNext(tx, [
        newEvent('document.generated', { ...place, data: { ...data, files: [...data.files] } }),
      ]);
      await endJobs(tx, [jobId], { state: 'succeeded', result: { reportId } });
    });
    const answer = await next(1);
    expect(answer?.buttons).toEqual([{ label: 'Baixar o PDF', url: 'https://files.example/1' }]);
    expect(answer?.paragraphs[0]?.text).toContain('02/01/2099 às 12:00');
    await silence();
  });

  test('is kept while nobody works, and given once when somebody does again', async () => {
    const jobId = await promised();
    await running.harness.drained('notifier');
    await worker.stop();
    await end(jobId, failed);
    worker = await running.start();
    expect((await next(1))?.title).toBe('O relatório não ficou pronto.');
    await silence();
  });

  test('that takes long is told so once, then given; one that never comes is given up', async () => {
    const jobId = await promised();
    const wake = () =>
      running.harness.admin.query(
        'update rt.messages set due_at = now() where tenant = $1 and reminder = $2',
        [firm.tenant, `ends-${jobId}`],
      );
    await wake();
    expect((await next(1))?.title).toContain('demorando');
    await wake();
    expect((await next(2))?.title).toContain('não ficou pronto');
    await end(jobId, failed);
    await silence();

    const another = await promised();
    await running.harness.admin.query(
      'update rt.messages set due_at = now() where tenant = $1 and reminder = $2',
      [firm.tenant, `ends-${another}`],
    );
    const before = said().length;
    await waitFor('the word of patience', () => said().at(-1)?.title.includes('demorando') === true);
    await end(another, failed);
    await waitFor('the answer', () => said().at(-1)?.title === 'O relatório não ficou pronto.');
    expect(said().length).toBeLessThanOrEqual(before + 2);
  });

  test.each([
    ['has left the chat', () => chats.write(connection, chat, 'pare').then(() => {})],
    ['is no longer of the firm', () => people.set(ana, 'erased_at', new Date()).then(() => {})],
  ])('is not given to who %s', async (_, leave) => {
    const jobId = await promised();
    await leave();
    await end(jobId, failed);
    await silence();
  });

  test('says nothing of a case that was sealed meanwhile', async () => {
    const { processId } = await aCase({ number: '00000039120998260001' });
    await write('/relatorio 39120');
    await firm.write((tx) => tx.client.query('update processes set secrecy = 1 where id = $1', [processId]));
    const before = said().length;
    await end((await jobs()).at(-1)?.id ?? '', { state: 'succeeded', result: {} });
    const answer = await next(before);
    expect(answer?.title).toBe('Processo em segredo de justiça');
    expect(JSON.stringify(answer)).not.toMatch(/Rótulo|39120/);
  });
});

test('with workers killed again and again every promise is kept, once', async () => {
  const CHATS = 12;
  const own = Array.from({ length: CHATS }, () => String(++chatNumber));
  for (const address of own) {
    const person = await people.person({ name: address });
    await people.link(person, 'telegram', address, connection);
  }
  await worker.stop();
  const children = new Set<Bun.Subprocess>();
  const spawn = () => {
    const { database, nats } = running.harness;
    const owner = `process-${crypto.randomUUID().slice(0, 8)}`;
    const { runtime, app } = database.urls;
    const given = JSON.stringify({ runtime, app, nats: nats.urls.worker, owner, keys: SEALING_KEYS });
    const child = Bun.spawn(
      [process.execPath, join(import.meta.dir, '../test-kit/worker-process.ts'), given],
      {
        stdio: ['ignore', 'inherit', 'inherit'],
      },
    );
    children.add(child);
    return child;
  };
  try {
    for (const address of own) await chats.send(connection, address, { text: '/relatorio 7 dias' });
    const ended = new Set<string>();
    const endSome = async () => {
      const open = (await jobs()).filter(({ id }) => !ended.has(id));
      for (const { id } of open.slice(0, 3)) {
        await end(id, failed);
        ended.add(id);
      }
    };
    for (let kills = 0; kills < 3; kills++) {
      const child = spawn();
      const before = ended.size;
      await waitFor(
        'some jobs to have ended',
        async () => {
          await endSome();
          return ended.size > before;
        },
        { withinMs: 120_000 },
      );
      await Bun.sleep(200 * kills);
      child.kill('SIGKILL');
      await child.exited;
    }
    spawn();
    await waitFor(
      'every promise to be kept',
      async () => {
        await endSome();
        return own.every((address) => chats.said(address).length >= 2);
      },
      { withinMs: 120_000 },
    );
    await Bun.sleep(1_000);
    for (const address of own)
      expect(chats.said(address).map(({ content }) => content.title)).toEqual([
        'Estou preparando: Movimentações do período.',
        'O relatório não ficou pronto.',
      ]);
  } finally {
    for (const child of children) child.kill('SIGKILL');
    worker = await running.start();
  }
}, 600_000);

test('both sentences on who wrote a summary fit under it in every chat', () => {
  for (const sentence of [NOT_AI, MADE_BY_AI]) expect(sentence.length).toBeLessThan(300);
});
