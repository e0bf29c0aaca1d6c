import { afterAll, beforeAll, beforeEach, expect, test } from 'bun:test';
import { newEvent } from '../../../db/events/append.ts';
import type { EventData, ProcessRef } from '../../contracts/events.ts';
import { newId } from '../../contracts/ids.ts';
import { notifier } from '../../contracts/notifier.ts';
import { peopleOf } from '../test-kit/people.ts';
import { startReceiver } from '../test-kit/receiver.ts';
import { startTelling, type Telling } from '../test-kit/telling.ts';

const HOUR = 3_600_000;
let telling: Telling;
beforeAll(async () => {
  telling = await startTelling();
});
afterAll(() => telling.close());
// Ten in the morning of a Wednesday in Brasília.
beforeEach(() => {
  telling.running.clock.aheadMs = Date.parse('2099-11-25T13:00:00Z') - Date.now();
});

/** A report that is there, with one file and a link for programs. */
function generated(deliverTo: string[], over: Partial<EventData['document.generated']> = {}) {
  const reportId = newId('report');
  const file = { format: 'pdf', bytes: 9, sha256: 'f'.repeat(64), fileName: 'carteira.pdf' } as const;
  return newEvent('document.generated', {
    aggregate: 'document',
    aggregateId: reportId,
    version: 1,
    data: {
      reportId,
      kind: 'portfolio',
      title: 'Carteira de processos',
      process: null,
      files: [{ ...file, link: 'https://lux.example/v1/downloads/for-programs' }],
      linksExpireAt: '2099-11-26T13:00:00.000Z',
      scheduleId: null,
      deliverTo,
      ...over,
    },
  });
}

function failed(deliverTo: string[]) {
  const reportId = newId('report');
  const scheduleId = newId('reportSchedule');
  const why = { reason: 'O relatório teria mais de 50.000 processos.', fix: 'Escolha uma etiqueta.' };
  return newEvent('document.failed', {
    aggregate: 'document',
    aggregateId: reportId,
    version: 1,
    data: { reportId, kind: 'portfolio', title: 'Carteira de processos', ...why, scheduleId, deliverTo },
  });
}

async function setUp(fields: Parameters<ReturnType<typeof peopleOf>['person']>[0] = {}) {
  const firm = telling.running.firm();
  const people = peopleOf(firm);
  const ana = await people.person(fields);
  await people.link(ana, 'telegram', '1', await people.connection('telegram'));
  return { firm, people, ana };
}

/** Where the only message for a person leads. */
async function linksOf(people: ReturnType<typeof peopleOf>, personId: string) {
  const messages = await people.notifications(personId);
  expect(messages).toHaveLength(1);
  return messages[0]?.content?.buttons.map(({ url }) => url ?? '') ?? [];
}

test('a report is told once, on every channel, to the people that it names and to nobody whose subscription takes all', async () => {
  const { firm, people, ana } = await setUp();
  const bia = await people.person({ name: 'Bia' });
  await people.subscribe(bia);
  const event = generated([ana]);
  const eventIds = await firm.happen(event);
  await telling.running.harness.send(notifier, 'notify', { tenant: firm.tenant }, { eventIds });
  await telling.drained();
  expect(await people.notices(bia)).toEqual([]);
  expect(await people.notices(ana)).toMatchObject([
    { channel: 'inbox', outcome: 'sent', eventClass: 'report' },
    { channel: 'telegram', outcome: 'sent', eventClass: 'report' },
  ]);
  const [message, ...more] = await people.notifications(ana);
  expect(more).toEqual([]);
  expect(message?.content).toMatchObject({
    title: 'Relatório pronto: Carteira de processos',
    buttons: [{ label: 'Baixar PDF' }, { label: 'Abrir no sistema' }],
  });
  expect(message?.content?.paragraphs.at(-1)?.text).toContain('até 26/11/2099');
  const [link] = await linksOf(people, ana);
  expect(link).toContain(`${firm.tenant}.${event.aggregateId}.carteira.pdf`);
  const ledger = await people.ledger(message?.id ?? '');
  expect(new Set(ledger.map(({ state }) => state))).toEqual(new Set(['delivered', 'queued']));
});

test('what quiet hours hold is told afterwards, with a link that is good from then on', async () => {
  const { firm, people, ana } = await setUp({
    quietHours: { from: '09:00', to: '12:00' },
    preferences: { inbox: { report: 'off' } },
  });
  await firm.happen(generated([ana]));
  await telling.drained();
  expect(await people.notices(ana)).toMatchObject([
    { channel: 'inbox', outcome: 'suppressed', reason: 'preference' },
    { channel: 'telegram', outcome: 'held', reason: 'quiet-hours' },
  ]);
  await telling.pass(2 * HOUR + 60_000);
  const [link = ''] = await linksOf(people, ana);
  const until = Number(link.split('.').at(-1));
  expect(until).toBeGreaterThan(Date.parse('2099-11-26T15:00:00Z'));
});

test('a link ends with its report, where that is kept for less than links are good for', async () => {
  const { firm, people, ana } = await setUp();
  const expiresAt = '2099-11-25T16:30:00.000Z';
  await firm.happen(generated([ana], { expiresAt }));
  await telling.drained();
  const [link = ''] = await linksOf(people, ana);
  expect(Number(link.split('.').at(-1))).toBe(Date.parse(expiresAt));
  const [message] = await people.notifications(ana);
  expect(message?.content?.paragraphs.at(-1)?.text).toContain('até 25/11/2099');
});

test('in a daily summary a report still has its link', async () => {
  const { firm, people, ana } = await setUp({
    preferences: { inbox: { report: 'daily' }, telegram: { report: 'daily' } },
  });
  await firm.happen(generated([ana]), failed([ana]));
  await telling.drained();
  expect(await people.notifications(ana)).toEqual([]);
  await telling.pass(24 * HOUR);
  const [summary] = await people.notifications(ana);
  const text = summary?.content?.paragraphs.map((paragraph) => paragraph.text).join('\n') ?? '';
  expect(text).toContain('Relatório pronto: Carteira de processos\nhttps://lux.example/v1/downloads/');
  expect(text).toContain('Relatório não emitido: Carteira de processos');
});

test('a scheduled report that cannot be made is told with the reason and what to do, in the language of the person', async () => {
  const { firm, people, ana } = await setUp({ language: 'en' });
  await firm.happen(failed([ana]));
  await telling.drained();
  const [message] = await people.notifications(ana);
  expect(message?.content?.title).toBe('Report not made: Carteira de processos');
  expect(message?.content?.paragraphs.map(({ text }) => text)).toEqual([
    'O relatório teria mais de 50.000 processos.',
    'Escolha uma etiqueta.',
  ]);
  expect(message?.content?.buttons).toMatchObject([{ label: 'Open in the system' }]);
});

test('of a case under secrecy there is no link and no name, whenever it was sealed', async () => {
  const { firm, people, ana } = await setUp();
  const bia = await people.person({ name: 'Bia' });
  const sealed = await firm.process({ secrecy: 1 });
  const process: ProcessRef = { id: sealed, number: '00000011720998260001', label: 'Guarda de menor' };
  const title = 'Dossiê do processo · Guarda de menor';
  await firm.happen(generated([ana], { kind: 'dossier', title, process }));
  await telling.drained();
  expect(JSON.stringify(await people.notifications(ana))).not.toMatch(/Guarda|downloads|0000001-17/);
  // Made with a grant: the event itself has no link and no case.
  const file = { format: 'pdf', bytes: 9, sha256: 'f'.repeat(64), link: null } as const;
  await firm.happen(generated([bia], { kind: 'dossier', title: 'Dossiê do processo', files: [file] }));
  await telling.drained();
  const [granted] = await people.notifications(bia);
  expect(granted?.content?.paragraphs.at(-1)?.text).toContain('segredo de justiça');
  expect(granted?.content?.buttons).toMatchObject([{ label: 'Abrir no sistema' }]);
});

test('partners get the link by webhook, and nothing of a case that is sealed by then', async () => {
  const { firm } = await setUp();
  const receiver = await startReceiver();
  try {
    await firm.endpoint({ url: receiver.url, eventTypes: ['document.generated'] });
    const sealed = await firm.process({ secrecy: 1 });
    const process = { id: sealed, number: '00000011720998260001', label: 'Guarda de menor' };
    await firm.happen(generated([]), generated([], { kind: 'dossier', title: 'Guarda', process }));
    await telling.drained();
    const bodies = receiver.posts.map(({ json }) => json as unknown as Record<string, unknown>);
    expect(bodies).toHaveLength(2);
    const open = bodies.find(({ sealed: mark }) => !mark);
    expect(open).toMatchObject({
      type: 'document.generated',
      data: { files: [{ link: 'https://lux.example/v1/downloads/for-programs' }] },
    });
    expect(JSON.stringify(bodies.find((body) => body !== open))).not.toMatch(/Guarda|downloads/);
  } finally {
    await receiver.close();
  }
});
